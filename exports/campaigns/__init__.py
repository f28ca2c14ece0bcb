"""The campaigns as anyone may know them: their pages, and the project schema."""
