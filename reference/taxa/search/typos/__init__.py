"""One letter another than was typed."""
