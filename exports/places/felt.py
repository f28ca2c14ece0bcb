"""Felt heat in a place: its released squares added up as a distribution, never a mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from exports.atlas.heat import Moment, Square, chosen, moments, squares
from exports.felt_temperature import CLASSES, HOT, interval, quantile


@dataclass(frozen=True)
class Felt:
    """What was felt in the squares of a place at one moment; each had enough people by itself."""

    moment: Moment
    squares: tuple[Square, ...]
    counts: tuple[int, ...]  # of each class, coldest first
    others: int  # moments that were published besides

    @property
    def answers(self) -> int:
        return sum(self.counts)

    @property
    def rows(self) -> list[tuple[int, int, float]]:
        """Each class, its answers and their share."""
        return [(felt, n, n / self.answers) for felt, n in zip(CLASSES, self.counts, strict=True)]

    @property
    def median(self) -> int:
        return quantile(self.counts, 0.5)

    @property
    def hot(self) -> tuple[float, float, float]:
        """The share who were warm or hot, and what it lies between at 95 %."""
        share = sum(self.counts[CLASSES.index(HOT) :]) / self.answers
        return (share, *interval(share, self.answers))


def kept(features: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Keep the squares of the moment that is shown first, and how many moments there are."""
    every = [*features]
    known = moments(squares(every))
    moment = chosen(known, "")
    return {"moments": len(known), "squares": [one for one in every if _when(one) == moment]}


def felt(told: Mapping[str, Any]) -> Felt | None:
    """Add up the squares that were kept; nothing where none is published."""
    shown = tuple(squares(told["squares"]))
    if not shown:
        return None
    counts = tuple(map(sum, zip(*(one.counts for one in shown), strict=True)))
    return Felt(shown[0].moment, shown, counts, told["moments"] - 1)


def _when(feature: Mapping[str, Any]) -> Moment:
    return Moment(feature["properties"]["month"], feature["properties"]["hours"])
