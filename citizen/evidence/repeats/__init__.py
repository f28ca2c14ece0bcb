"""One photo that serves many observations: for moderators to see, whoever sent it."""
