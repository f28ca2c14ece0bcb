"""The map of the site: every page that anyone may open, in groups."""
