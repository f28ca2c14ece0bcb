"""Sounds sent for an observation: a song, a call, the ultrasounds of a bat."""
