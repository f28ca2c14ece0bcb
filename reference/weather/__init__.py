"""The air of the town hour by hour, when somebody brings it: what answers on felt heat are read by."""
