"""The figures of the service as a page of the town."""
