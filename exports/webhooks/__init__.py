"""Webhooks: what happens is told to the programs of associations and partners, signed."""
