"""How much waits at each desk."""
