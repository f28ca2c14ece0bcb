"""What waits for each moderator; claims."""
