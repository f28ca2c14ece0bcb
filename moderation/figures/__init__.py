"""What comes in, what is decided and how soon, week by week: of groups, never of a person."""
