"""Second readings: a sample read again by somebody who does not see the first opinion."""
