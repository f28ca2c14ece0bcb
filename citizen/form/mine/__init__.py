"""One's own observations: which are looked at, in the list and on the map alike."""
