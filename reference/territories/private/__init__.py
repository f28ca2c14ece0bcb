"""Private ground: zones that the town marks, and that no public answer shows."""
