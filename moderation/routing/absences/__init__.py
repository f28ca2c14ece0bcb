"""The team: who judges what, who is away and when, who leaves."""
