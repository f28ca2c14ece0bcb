"""Digests and feeds: what is new for somebody, in one letter a day or in a feed reader."""
