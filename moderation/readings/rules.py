"""How often reviewers err, with how much we know of it; whom it makes trustworthy. Pure."""

from math import sqrt
from typing import NamedTuple
from uuid import UUID

SAMPLE, KNOWN = "sample", "known"  # what is read again: drawn at random, or known beforehand
AUDIT = "audit"  # what a declared rule would accept, judged by people who do not know it
Z = 1.96  # of an interval that holds the truth 95 times in 100
TRUSTED = 0.9  # of agreement, at the lower end of its interval
SHOWN_FROM = 10  # readings: fewer are told together with the others


class Measure(NamedTuple):
    """How many were read again in a group, how many disagreed, and the share (0 to 1) it tells.

    low, high: Wilson's interval at 95 %.
    """

    read: int
    disagreed: int
    share: float
    low: float
    high: float


def wilson(hits: int, number: int) -> tuple[float, float]:
    """Return Wilson's interval of a share, at 95 %; everything is possible when nothing is known.

    Unlike the plain interval it holds for few readings, and for a share near 0 or 1.
    """
    if number == 0:
        return 0.0, 1.0
    share, square = hits / number, Z * Z
    middle = share + square / (2 * number)
    wide = Z * sqrt(share * (1 - share) / number + square / (4 * number * number))
    scale = 1 + square / number
    return max(0.0, (middle - wide) / scale), min(1.0, (middle + wide) / scale)


def measure(read: int, disagreed: int) -> Measure:
    """Estimate an error rate."""
    return Measure(read, disagreed, disagreed / read if read else 0.0, *wilson(disagreed, read))


def is_trusted(read: int, disagreed: int) -> bool:
    """Whether a group is measured as reliable: agreement, never how much it decided."""
    return wilson(read - disagreed, read)[0] >= TRUSTED


def is_drawn(drawn: UUID, per_cent: float) -> bool:
    """Whether a decision is read again; drawn: anything random that is its own."""
    return drawn.int % 1_000_000 < per_cent * 10_000
