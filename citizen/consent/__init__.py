"""What people agree to when they send something: a text in versions, each kept as it was."""
