"""Accept as probable, above a declared score, what a town says may be; a sample goes to people."""
