"""What a record was taken for before: by its author, by moderators."""
