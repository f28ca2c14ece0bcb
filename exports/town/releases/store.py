"""Compare two releases by their indexes."""

from collections import Counter
from collections.abc import Sequence

from exports.datasets import changes
from exports.datasets.tables import Release
from exports.datasets.writing import former_index


def compared(known: Sequence[Release], chosen: tuple[int, int] | None) -> dict[str, int] | None:
    """Count what the second of two releases added, changed and withdrew."""
    if chosen is None:
        return None
    of = {one.number: one for one in known}
    first, second = (former_index(of[number]) for number in chosen)
    counts = Counter(one.change for one in changes.between(first, second))
    return {change: counts[change] for change in ("added", "changed", "withdrawn")}
