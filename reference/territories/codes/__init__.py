"""The codes of the communes where places lie."""
