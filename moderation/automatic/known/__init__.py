"""What the score of automatic acceptance is made of."""
