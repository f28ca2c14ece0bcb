"""Outings as those who take part see them: what, where, how many, what came of it."""
