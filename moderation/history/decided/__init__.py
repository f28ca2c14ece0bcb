"""What was decided, read back by those who may judge it."""
