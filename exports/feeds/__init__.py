"""Feeds of what was published lately, one of each dataset."""
