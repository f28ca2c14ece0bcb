"""What the machine looked at in an observation: each check, its verdict, its evidence."""
