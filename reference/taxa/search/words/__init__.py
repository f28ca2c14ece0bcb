"""The words of names: which there are, which are rare, and one letter another than was typed."""
