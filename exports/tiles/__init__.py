"""Vector tiles (MVT 2.1) of the datasets, and the TileJSON 3 that tells of them."""
