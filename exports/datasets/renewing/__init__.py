"""Releases that are built by themselves, by the rhythm of each dataset, when something changed."""
