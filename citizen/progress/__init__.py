"""Where each sending stands, in words, for its author: received, seen, answered, published."""
