"""Who may judge what today: those who moderate and are not away."""
