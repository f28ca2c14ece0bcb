"""Answers that moderators need often, ready in both languages; each association edits its own."""
