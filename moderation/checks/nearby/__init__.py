"""What lies near an observation under review, and where its photos came already."""
