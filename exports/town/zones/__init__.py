"""The districts and other zones a town draws: what a place lies in, beside its commune."""
