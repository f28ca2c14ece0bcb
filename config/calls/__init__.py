"""Calls to addresses that others gave us: looked at first, then called as they were looked at."""
