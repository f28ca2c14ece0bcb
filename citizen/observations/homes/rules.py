"""Where somebody may live, by what they sent, and what is then published: all of it is here.

A home is told by its author, marked by the town, or shows by itself: the records of one account
that pile up at one spot by night. What lies there is published with its commune, as what cannot be
seen from public space. Where the records of one account pile up by day, the place stays and the
name goes: a name beside many days at one spot would tell whose spot it is.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from math import cos, hypot, radians
from typing import Any, NamedTuple

import numpy

SAID, ZONE, NIGHTS, OFTEN = "said", "zone", "nights", "often"
HIDING = frozenset({SAID, ZONE, NIGHTS})  # the place; OFTEN hides only the name

EVENING, MORNING = 20, 7  # hours, by the observer's clock: home from one to the other
SPOT_M = 100  # records so near each other are at one spot
REACH_M = 150  # what lies so near a spot is there too: a garden, a phone's error
NEAR_M = 2 * (SPOT_M + REACH_M)  # beyond, one record changes nothing for another
METRES_A_DEGREE = 111_320


class Point(NamedTuple):
    """A record of an account: its row, where and when it is of, by the observer's own clock."""

    number: int
    longitude: float
    latitude: float
    local: datetime
    is_timed: bool  # its hour is known
    at_home: bool | None  # what its author says
    known: str = ""  # what was held of it before


def night(one: Point) -> date:
    """The night a record is of: an hour after midnight is of the evening before."""
    return (one.local - timedelta(hours=12)).date()


class Pile(NamedTuple):
    """How many records at one spot, on how many different days, say that it is somebody's."""

    records: int
    days: int
    day_of: Callable[[Point], date]


NIGHTLY = Pile(4, 3, night)
DAILY = Pile(20, 10, lambda one: one.local.date())


def hides_place(home: str) -> bool:
    """Whether a place is a home, that is published with its commune."""
    return home in HIDING


def hides_name(home: str) -> bool:
    """Whether a record is published without its author's name."""
    return bool(home)


def homes(points: Sequence[Point], in_zone: Iterable[int] = ()) -> Mapping[int, str]:
    """Say of each record of an account whether it is at a home, and how that is known; else "".

    in_zone: those that lie where the town marked private ground. What the nights once told holds
    for good, whatever becomes of the other records, unless the author says that nobody lives there.
    """
    zone, said = set(in_zone), [one for one in points if one.at_home]
    nightly = [one for one in points if one.at_home is not False and is_by_night(one)]
    spots = Spots(said, _anchors(nightly, NIGHTLY), _anchors(points, DAILY))
    return {one.number: ZONE if one.number in zone else _home(one, spots) for one in points}


class Spots(NamedTuple):
    """Where the records of an account pile up, and where their author says they live."""

    said: Sequence[Point]
    by_night: Sequence[Point]
    by_day: Sequence[Point]


def _home(one: Point, spots: Spots) -> str:
    is_left_open = one.at_home is None
    if one.at_home or (is_left_open and _is_near(one, spots.said, REACH_M)):
        return SAID
    if is_left_open and (one.known == NIGHTS or _is_near(one, spots.by_night, REACH_M)):
        return NIGHTS
    return OFTEN if one.known == OFTEN or _is_near(one, spots.by_day, SPOT_M) else ""


def is_by_night(one: Point) -> bool:
    return one.is_timed and not MORNING <= one.local.hour < EVENING


def _anchors(points: Sequence[Point], most: Pile) -> list[Point]:
    """The records with so many around them, themselves counted, on so many days."""
    if len(points) < most.records:
        return []
    days = numpy.array([most.day_of(one).toordinal() for one in points])
    around = _apart(points) <= SPOT_M
    crowded = numpy.flatnonzero(around.sum(axis=1) >= most.records)
    return [points[n] for n in map(int, crowded) if len(numpy.unique(days[around[n]])) >= most.days]


def _apart(points: Sequence[Point]) -> Any:
    """How far each is from each other, in metres, as `away` says: all at once, there are many."""
    longitude = numpy.array([one.longitude for one in points])
    latitude = numpy.array([one.latitude for one in points])
    north = (latitude[:, None] - latitude) * METRES_A_DEGREE
    shrunk = METRES_A_DEGREE * numpy.cos(numpy.radians(latitude))[:, None]
    return numpy.hypot(north, (longitude[:, None] - longitude) * shrunk)


def _is_near(one: Point, others: Sequence[Point], reach: float) -> bool:
    return any(away(one, other) <= reach for other in others)


def away(one: Point, other: Point) -> float:
    """How far two places are, in metres: of a few hundred, the Earth is flat."""
    north = (one.latitude - other.latitude) * METRES_A_DEGREE
    east = (one.longitude - other.longitude) * METRES_A_DEGREE * cos(radians(one.latitude))
    return hypot(north, east)
