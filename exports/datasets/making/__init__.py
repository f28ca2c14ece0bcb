"""Datasets made and changed in the console or by a program: the file is written for the town."""
