"""What is delivered together, how long it is held, when it is tried or rung again. Pure."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

LEASE = timedelta(minutes=10)  # longer than any job; a killed process frees its event then
RING_AGAIN = timedelta(seconds=30)
PAUSES = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600))  # between five tries
MOST = 100  # delivered together: those who send wait for a transaction of so many at most


class Due(NamedTuple):
    """An event that waits for its jobs."""

    number: int
    name: str
    town: int
    attempts: int


class Failure(NamedTuple):
    """What went wrong with an event, at which try, and the jobs it had done before."""

    attempts: int
    finished: Sequence[str]
    error: str


def groups(due: Iterable[Due], takes_many: Callable[[str], bool]) -> Sequence[Sequence[int]]:
    """Put what is due in groups to deliver together, in the order of the first of each.

    One that was tried before goes alone: it may be what failed, or killed who delivered it.
    """
    made: list[list[int]] = []
    open_now: dict[tuple[str, int], list[int]] = {}
    for one in due:
        kind = (one.name, one.town)
        if one.attempts or not takes_many(one.name):
            made.append([one.number])
            continue
        if len(open_now.get(kind, ())) in {0, MOST}:
            open_now[kind] = []
            made.append(open_now[kind])
        open_now[kind].append(one.number)
    return made
