"""Hand-written migrations: numbered, one head, the same on both engines."""
