"""Finding a name as people type it."""
