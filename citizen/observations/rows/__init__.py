"""The row that a sending makes."""
