"""Corrections that authors propose after a decision: accepted, or declined with a reason."""
