"""The residents' pages: the form of each protocol, what they sent and what became of it."""
