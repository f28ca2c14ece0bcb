"""What looks unlikely in an observation that arrives: told to people, never refused."""
