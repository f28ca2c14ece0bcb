"""What routing knows of observations, gathered for many at once."""
