"""How reliable the reviewers are: second readings given blindly, and the figures they tell."""
