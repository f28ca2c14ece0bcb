"""The rules a town adds to the national ones."""
