"""Which part of what waits one may see, and which part of that one asks for."""
