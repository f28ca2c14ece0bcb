"""How sensitive an observation is: the national rules, the town's own, a moderator's choice."""
