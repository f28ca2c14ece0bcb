"""Give an address to an account that has none, proved by a link that is mailed."""
