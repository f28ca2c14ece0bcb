"""The vocabularies of the national standard: which codes a field takes, and what they mean."""
