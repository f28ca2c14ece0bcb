"""What the rest stands on: settings, database, spatial meanings, events, problems, protocols."""
