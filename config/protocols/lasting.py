"""What a protocol says of things that stay, and of how near two observations are of one thing."""

from typing import NamedTuple

from config.protocols.question import Condition


class Duplicates(NamedTuple):
    """How near two observations are, to be perhaps of the same thing."""

    metres: float
    hours: float | None = None  # between them; nothing where the thing stays


class Visits(NamedTuple):
    """What is asked of who sees a lasting thing again: a tree, a cool place."""

    asks: tuple[str, ...]  # the questions of a visit
    together: tuple[tuple[str, ...], ...] = ()  # answers that are one measure
    gone: Condition | None = None  # the answers after which it stands no more
    drawn: str = ""  # the number whose course through the years is drawn
