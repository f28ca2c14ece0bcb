"""Territories brought in from official files, a vintage after the other."""
