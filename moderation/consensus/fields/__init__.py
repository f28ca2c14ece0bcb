"""The rules of consensus as fields of a form."""
