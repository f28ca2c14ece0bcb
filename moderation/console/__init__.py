"""The moderators' pages: the queue, one observation, the decision."""
