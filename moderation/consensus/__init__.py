"""The rules opinions are counted by: read, tried on what was decided, adopted."""
