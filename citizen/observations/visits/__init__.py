"""Lasting things: a tree, a cool place; what is a visit of what, what repeats what."""
