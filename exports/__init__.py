"""What anyone may take away: datasets, releases, the atlas."""
