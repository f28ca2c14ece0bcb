"""Outings: some people, some hours, one place; what their phones send then belongs together."""
