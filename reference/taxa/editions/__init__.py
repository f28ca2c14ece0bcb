"""Editions of TAXREF: read from the official files, loaded beside, then switched."""
