"""All that a person sent and what became of it, in one archive they take away."""
