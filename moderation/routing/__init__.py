"""Who should look at an observation, and why."""
