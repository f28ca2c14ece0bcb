"""Perhaps it is known already: what lies near an observation, to tell its author."""
