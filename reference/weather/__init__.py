"""The air of the town hour by hour, when somebody brings it: felt heat is read beside it."""
