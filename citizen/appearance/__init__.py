"""The town's own colour and logo, on every page."""
