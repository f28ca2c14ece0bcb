"""Whether the service lives, whether it is ready to serve, and what it lacks."""
