"""The answer to a question comes back to who asked it."""
