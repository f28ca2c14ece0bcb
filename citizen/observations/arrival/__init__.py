"""What is known beside an observation when it arrives, for people to see what looks unlikely."""
