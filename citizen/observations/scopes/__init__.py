"""What a scope gives to judge, said in a query."""
