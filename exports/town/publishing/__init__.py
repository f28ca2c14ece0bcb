"""What the next release would show, before anyone publishes it."""
