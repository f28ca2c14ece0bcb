"""Inventories a town already has, brought in through a mapping file."""
