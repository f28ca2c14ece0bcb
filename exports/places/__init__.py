"""The page of a place: a commune, a district, what is wider, or the surroundings of an address."""
