"""The protocols, as phones and programs read them."""
