"""Route anew what waits, when a rule or a person changes; find what waits nowhere."""
