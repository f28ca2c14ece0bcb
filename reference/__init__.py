"""The country's reference data: which name is which taxon, where a place lies, which code a fact has."""
