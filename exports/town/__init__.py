"""The town's pages: what is published, and the button to publish."""
