"""What a moderator has just done, told once, with the way back."""
