"""How long a decision may be undone by who took it: until then, nobody is told of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta

EACH = timedelta(seconds=0.2)  # more than a decision takes on a slow machine
_lasts = [timedelta(seconds=30)]
_together = ContextVar("decisions taken together", default=0)


def lasts(seconds: int) -> None:
    """Hold to the town's setting, UNDO_SECONDS; 0: nothing is undone, letters leave at once."""
    _lasts[:] = [timedelta(seconds=seconds)]


@contextmanager
def together(many: int) -> Iterator[None]:
    """Take so many decisions in one request: the first may be undone once its answer is read."""
    before = _together.set(many)
    try:
        yield
    finally:
        _together.reset(before)


def pause() -> timedelta:
    """How long it lasts for a decision taken now."""
    return _lasts[0] and _lasts[0] + EACH * _together.get()
