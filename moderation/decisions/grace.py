"""How long a decision may be undone by who took it: until then, nobody is told of it."""

from datetime import timedelta

_lasts = [timedelta(seconds=30)]


def lasts(seconds: int) -> None:
    """Hold to the town's setting, UNDO_SECONDS; 0: nothing is undone, letters leave at once."""
    _lasts[:] = [timedelta(seconds=seconds)]


def pause() -> timedelta:
    return _lasts[0]
