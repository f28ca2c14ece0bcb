"""The publisher has the atlas to print made, and takes it."""
