"""How alike two photos are, by their fingerprints."""

from collections.abc import Iterable

BITS = 64  # of a fingerprint
ALIKE = 10  # bits that may differ between two photos of one thing


def difference(one: str, other: str) -> int:
    """How many bits two fingerprints differ by; all of them when one is not known."""
    if not (one and other):
        return BITS
    return (int(one, 16) ^ int(other, 16)).bit_count()


def likeness(ones: Iterable[str], others: Iterable[str]) -> int | None:
    """How alike the two likeliest photos are, in per cent; nothing when none looks alike."""
    known = [*others]
    least = min((difference(a, b) for a in ones for b in known), default=BITS)
    return round(100 * (BITS - least) / BITS) if least <= ALIKE else None
