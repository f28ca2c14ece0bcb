"""An author takes an observation back, and says why if they wish."""
