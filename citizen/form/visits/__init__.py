"""A resident comes back to what is known: says it is that one, or tells of a visit."""
