"""The taxa above a taxon."""
