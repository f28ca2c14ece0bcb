"""The resident's pages: report, follow, and what became of it."""
