"""Conversations: what author and moderators tell each other about an observation, and its history."""
