"""The releases of a dataset: what they show too much, and taking them back."""
