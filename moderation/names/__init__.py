"""Names that people write and TAXREF does not know: matched once, for all who wrote them."""
