"""The frame of every page and its parts; how values are written in them."""
