"""What time it is: the one place to ask, so that a demonstration or a test may hold it still."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """Return the present instant, in UTC."""
    return _held.get() or datetime.now(UTC)


@contextmanager
def held_at(moment: datetime) -> Iterator[None]:
    """Hold the clock still at a moment, in this thread, while the block runs."""
    token = _held.set(moment)
    try:
        yield
    finally:
        _held.reset(token)
