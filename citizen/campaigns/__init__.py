"""Campaigns: a call of the town for one protocol, somewhere, for a time."""
