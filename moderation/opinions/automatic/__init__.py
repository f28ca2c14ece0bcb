"""The declared rule by which an observation is accepted without anybody: its score. Pure."""
