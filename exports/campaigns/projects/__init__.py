"""Campaigns in the project schema that portals share."""
