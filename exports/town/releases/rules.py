"""What a clerk asks of the releases of a dataset."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

WORDS = 500  # characters told to anyone who asks for a file that is gone


class Asked(NamedTuple):
    """A form that takes releases back, as it was filled."""

    releases: tuple[int, ...]
    reason: str
    words: str


def asked(ticked: Sequence[str], told: Mapping[str, str]) -> Asked:
    numbers = tuple(int(one) for one in ticked if is_number(one))
    return Asked(numbers, told.get("reason", ""), told.get("words", "").strip()[:WORDS])


def is_number(told: str) -> bool:
    return told.isascii() and told.isdigit() and len(told) <= 9


def pair(first: str, second: str, numbers: Sequence[int]) -> tuple[int, int] | None:
    """The two releases to compare, the older first: those asked for, else the last two."""
    wanted = sorted({int(one) for one in (first, second) if is_number(one)} & set(numbers))
    if len(wanted) != 2:
        wanted = sorted(numbers)[-2:]
    return (wanted[0], wanted[1]) if len(wanted) == 2 else None
