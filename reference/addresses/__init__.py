"""Places by address, without internet: the national address file (BAN), commune by commune."""
