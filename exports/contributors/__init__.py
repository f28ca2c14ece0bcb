"""The public page of a person, by choice: what they sign and what it served for, never where."""
