"""The audit of accessibility a town had made: what its declaration may say rests on it."""
