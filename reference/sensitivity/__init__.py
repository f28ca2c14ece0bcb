"""How much of a place must be hidden: the national rules, and what each level publishes."""
