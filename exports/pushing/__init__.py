"""Put what is published on data.gouv.fr, by its API (udata 1)."""
