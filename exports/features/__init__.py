"""The features of the last release of each dataset, indexed: what services of places read."""
