"""What a reader asks of the map and of the list, its twin: the same filters, the same records."""
