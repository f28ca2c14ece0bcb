"""Answer a moderator from a letter, without signing in: one link, one conversation, one answer."""
