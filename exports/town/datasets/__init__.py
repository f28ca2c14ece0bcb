"""The town makes its datasets, and says how each is published."""
