"""Who is looking at what: claims of ten minutes, renewed while one is at work."""
