"""The clerk chooses what to show in another site, sees it, and copies the code."""
