"""A trap for robots on the forms anyone may send, in place of puzzles that shut people out."""
