"""A town to explore: the whole job done on demonstration data."""
