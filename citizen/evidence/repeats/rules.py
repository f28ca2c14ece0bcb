"""Which photos are alike, and how often one may serve before somebody should look."""

from typing import NamedTuple

ALIKE = 3  # bits of a fingerprint, of 64, that a copy may differ by
BAND = 4  # hexadecimal digits: of four bands, one is the same when three bits differ
FEWEST = 20  # bits set, and bits not set: with less, a picture is plain and like any other
TIMES = 3  # observations of one account that a photo may not serve


class Use(NamedTuple):
    """An observation that a photo serves, or one like it."""

    observation: int
    author: int


def bands(fingerprint: str) -> list[str]:
    """The parts by which photos alike are found; none for one that tells nothing."""
    if not tells(fingerprint):
        return []
    starts = range(0, len(fingerprint), BAND)
    return [f"{start}:{fingerprint[start : start + BAND]}" for start in starts]


def tells(fingerprint: str) -> bool:
    """Whether a fingerprint is of something: a plain wall is like any other plain wall."""
    return bool(fingerprint) and FEWEST <= int(fingerprint, 16).bit_count() <= 64 - FEWEST


def are_alike(one: str, other: str) -> bool:
    """Whether two photos show the same, one being a copy of the other."""
    if not (tells(one) and tells(other)):
        return False
    return (int(one, 16) ^ int(other, 16)).bit_count() <= ALIKE


def is_too_often(uses: set[Use]) -> bool:
    """Whether a photo serves so many observations, or people, that somebody should look."""
    return len({use.author for use in uses}) > 1 or len({u.observation for u in uses}) >= TIMES
