"""One module is one check: from what is known, its verdict, its sentences and its evidence."""
