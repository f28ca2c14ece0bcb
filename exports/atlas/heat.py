"""Felt heat as its last release tells it: squares at one month and part of the day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from shapely import Geometry
from shapely.geometry import shape

from exports.felt_temperature import BANDS, CLASSES, FELT

HOTTEST_HOURS = "15-20"  # shown first: the part of the day the town plans for


class Moment(NamedTuple):
    """A month and a part of the day."""

    month: str
    hours: str

    @property
    def value(self) -> str:
        return f"{self.month}/{self.hours}"


@dataclass(frozen=True)
class Square:
    """What the people of one square felt."""

    number: int  # within its moment: it ties the drawing to the table
    name: str
    moment: Moment
    outline: Geometry
    size_m: int
    people: int
    counts: tuple[int, ...]  # of each class, coldest first
    median: int
    quartiles: tuple[int, int]
    hot: tuple[float, float, float]  # the share who were warm or hot, and what it lies between

    @property
    def answers(self) -> int:
        return sum(self.counts)

    def bars(self, width: float) -> list[tuple[int, int, float, float]]:
        """Each class that was felt: class, answers, where its bar begins, how long it is."""
        told, x = [], 0.0
        for felt, count in zip(CLASSES, self.counts, strict=True):
            length = width * count / self.answers
            if count:
                told.append((felt, count, round(x, 2), round(length, 2)))
            x += length
        return told


def squares(features: Sequence[Mapping[str, Any]]) -> list[Square]:
    """Read the squares of a released file, numbered from the hottest in each moment."""
    numbers: dict[Moment, int] = {}
    told = []
    for feature in sorted(features, key=_hottest_first):
        facts = feature["properties"]
        moment = Moment(facts["month"], facts["hours"])
        numbers[moment] = numbers.get(moment, 0) + 1
        told.append(_square(feature, moment, numbers[moment]))
    return told


def _hottest_first(feature: Mapping[str, Any]) -> tuple[float, str]:
    return -feature["properties"]["hot_share"], feature["properties"]["cell"]


def _square(feature: Mapping[str, Any], moment: Moment, number: int) -> Square:
    facts = feature["properties"]
    return Square(
        number=number,
        name=facts["cell"],
        moment=moment,
        outline=shape(feature["geometry"]),
        size_m=facts["size_m"],
        people=facts["people"],
        counts=tuple(facts[name] for name in FELT),
        median=facts["median"],
        quartiles=(facts["first_quartile"], facts["third_quartile"]),
        hot=(facts["hot_share"], facts["hot_share_low"], facts["hot_share_high"]),
    )


def moments(told: Sequence[Square]) -> list[Moment]:
    """The moments that can be looked at: the latest month first, its hours in their order."""
    hours = list(BANDS)
    found = {square.moment for square in told}
    return sorted(sorted(found, key=lambda one: hours.index(one.hours)), key=_month, reverse=True)


def _month(moment: Moment) -> str:
    return moment.month


def chosen(found: Sequence[Moment], asked: str) -> Moment | None:
    """The moment asked for, else the latest hot part of a day, else the latest."""
    by_value = {one.value: one for one in found}
    hot = (one for one in found if one.hours == HOTTEST_HOURS)
    return by_value.get(asked) or next(hot, None) or next(iter(found), None)
