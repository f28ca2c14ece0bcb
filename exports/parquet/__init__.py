"""Parquet, written by a process beside: Arrow weighs as much as a web process, which may be us."""
