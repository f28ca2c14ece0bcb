"""The page of what waits: its order, its parts, and what was just decided."""
