"""Those who judge for an association: on what, and beside whom."""
