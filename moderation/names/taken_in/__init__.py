"""Ornamentals that a later edition of TAXREF takes in."""
