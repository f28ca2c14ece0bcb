"""Which reference data is in force, for the town to know what it stands on."""
