"""The rules of routing as fields of a form."""
