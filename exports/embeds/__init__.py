"""Small pages that others show within theirs: the map, the key figures, a campaign."""
