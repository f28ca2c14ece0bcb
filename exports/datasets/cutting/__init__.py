"""A release cut to a territory: what of its own files says that it lies wholly inside."""
