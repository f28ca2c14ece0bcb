"""Signing in by a link, without a password."""
