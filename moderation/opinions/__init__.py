"""What each moderator thinks of an observation, and the declared rules opinions are counted by."""
