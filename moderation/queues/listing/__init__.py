"""What waits for a moderator, page by page, in the order of what was promised."""
