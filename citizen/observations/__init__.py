"""Observations: sent, examined, kept, followed, corrected."""
