"""Observations and the campaign each was made for."""
