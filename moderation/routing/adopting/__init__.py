"""The rules, written in the console or in the home: tried on what waits, then put in force."""
