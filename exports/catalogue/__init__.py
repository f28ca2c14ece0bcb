"""The catalogue of what the town publishes, for portals and search engines."""
