"""People's homes: what lies there is published at a coarser place, whoever saw it."""
