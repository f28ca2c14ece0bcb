"""Compare the trees that may go to OpenStreetMap with what it has already, for a human to apply."""
