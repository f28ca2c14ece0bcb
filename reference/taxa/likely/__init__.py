"""The names that are most likely where one stands: what a phone takes along to a forest."""
