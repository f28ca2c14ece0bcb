"""How precisely a fact may be shown, from level 0 to level 4."""
