"""What a phone sends of an observation that is not there yet: kept until it comes."""
