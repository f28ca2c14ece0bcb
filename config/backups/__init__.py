"""One sealed file that holds a whole service: its database, its files, what its town wrote."""
