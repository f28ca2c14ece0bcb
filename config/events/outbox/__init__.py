"""What waits for its jobs: what is due, in whose hands it is, how often it was tried."""
