"""How much waits for a moderator."""
