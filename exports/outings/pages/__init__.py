"""The pages of outings."""
