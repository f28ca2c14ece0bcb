"""What is said at once to who just sent something: what it brings, and what happens next."""
