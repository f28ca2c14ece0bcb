"""What was decided, written once and for ever: each line holds the digest of the one before."""
