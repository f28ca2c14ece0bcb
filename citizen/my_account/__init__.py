"""What a person may change of their account, in a page and by the API."""
