"""Sounds: songs and calls, kept and given as their sound alone."""
