"""How much one account, and the whole town, may send."""
