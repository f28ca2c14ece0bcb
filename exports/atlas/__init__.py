"""The public pages: map, species, trees, heat, data, method."""
