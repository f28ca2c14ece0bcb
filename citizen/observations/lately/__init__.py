"""What else an author sent at about the same time."""
