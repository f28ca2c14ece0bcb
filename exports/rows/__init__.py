"""Observations as rows, all of them, hidden things too: read here, let through by precision."""
