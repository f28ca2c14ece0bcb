"""Conversations: what author and moderators tell each other, and what happened."""
