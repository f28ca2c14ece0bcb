"""Many observations in one call."""
