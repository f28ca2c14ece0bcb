"""Photos: checked, stripped of all metadata, resized; known by their digest."""
