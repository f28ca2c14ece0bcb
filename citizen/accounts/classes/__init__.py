"""Phones of a class or a group: each has its own account, an adult holds them all."""
