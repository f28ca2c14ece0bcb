"""Which releases the services of places show, and where each is indexed."""
