"""One person, several accounts: what was sent from a phone follows who it belongs to."""
