"""Hints for many sendings at once."""
