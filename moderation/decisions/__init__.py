"""The decisions moderators take, and what they lead to."""
