"""Short words pushed to a phone that asked for them (Web Push), where the town allows it."""
