"""The versions of an observation: former ones, the present, and one that its author proposes."""
