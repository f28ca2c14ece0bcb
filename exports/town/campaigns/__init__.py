"""The town makes its campaigns, changes them, closes them."""
