"""Evidence: the photos sent for an observation, and who may look at them."""
