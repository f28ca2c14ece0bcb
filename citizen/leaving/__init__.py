"""Close an account: what was sent is kept, made anonymous or withdrawn, as its author chooses."""
