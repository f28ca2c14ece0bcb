"""What partners' services add to a campaign: a place of their own, a sentence, a few figures."""
