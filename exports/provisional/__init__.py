"""Grey points: that something was sent somewhere, before anybody looked at it; and nothing more."""
