"""Datasets and their numbered releases."""
