"""Mapping files: which column of an inventory tells what, its unit, what odd values mean."""
