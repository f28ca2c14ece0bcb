"""The pages of care for photos: for moderators, and for anyone who reports."""
