"""Datasets as the town writes them: one TOML each, in its home."""
