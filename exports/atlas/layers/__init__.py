"""The layers the map draws, as GeoJSON."""
