"""The protocols of the town, version by version, and what is wrong with those it writes."""
