"""Letters people want, at most one a day but for questions and first publications."""
