"""What looks unlikely in an observation, by what is known beside it: each check is one function.

They flag, they never refuse. What is not known makes no flag. All they are given is public, or the
author's own: what an author is told can give nobody else away.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from pyproj import Geod

from citizen.plausibility.sizes import is_too_slender, largest
from citizen.plausibility.sun import elevation
from config.protocols.protocol import Protocol

EARTH = Geod(ellps="WGS84")
CLOCK_DRIFT = timedelta(minutes=10)  # a phone's clock is never quite right
LONG_AGO = 20 * 365  # days: what a phone whose clock went back to its beginning says, and archives
HOUR = timedelta(hours=1)
FASTEST_KMH = 200  # on the road; a train goes faster, and is a good thing to say to a naturalist
FAR_M = 1000  # nearer, two places may be one
MEASURED = {"gps", "photo"}  # places where somebody stood, not pointed at on a map
MANY_AN_HOUR = 120  # observations of one account
MANY_HERE = 5  # the same at one spot, where answers are counted
SPOT_M = 100
KNOWN_WELL = 10  # records of a species here, from which its season shows
KNOWN_PLACE = 500  # records here, from which a species that is not among them is worth a look
ABSENT = {"A", "W", "X", "Y", "Z", "Q", "D"}  # TAXREF: absent, gone, cited by error, doubtful
VAGRANT = "B"
COLD, WARM = 15, 28  # degrees of air, below and above which a vote is surprising


class Flag(NamedTuple):
    """Something to look at: its code, and the values of its sentence."""

    code: str
    values: Mapping[str, Any] = {}


class Other(NamedTuple):
    """Another observation of the same author, sent lately."""

    observed_at: datetime
    longitude: float
    latitude: float
    accuracy_m: float | None
    place_source: str
    protocol: str


class Species(NamedTuple):
    """What is public of a taxon here."""

    name: str  # "Quercus robur"
    status: str  # of TAXREF, in this territory; "" when not told
    by_month: Mapping[int, int]  # records published here, by month
    is_place_known: bool  # so many records are published here that a new species is worth a look
    is_wild: bool = True  # not planted, grown or kept


@dataclass(frozen=True)
class Seen:
    """An observation that arrives, and what is known beside it."""

    protocol: Protocol
    answers: Mapping[str, Any]
    observed_at: datetime
    month: int | None  # by the observer's calendar, when it is of one
    is_instant: bool  # the minute is known
    longitude: float
    latitude: float
    accuracy_m: float | None
    place_source: str
    is_here: bool | None  # in the town's territory; nothing when its outline is not known
    received_at: datetime
    others: Sequence[Other] = ()
    species: Species | None = None
    air_c: float | None = None  # at that hour
    genus: str = field(default="")


def flags(seen: Seen) -> list[Flag]:
    """Say all that looks unlikely in an observation."""
    return [flag for check in CHECKS for flag in check(seen)]


def _place(seen: Seen) -> Iterator[Flag]:
    if seen.is_here is False:
        yield Flag("outside")


def _date(seen: Seen) -> Iterator[Flag]:
    if seen.observed_at > seen.received_at + CLOCK_DRIFT:
        yield Flag("future")
    days = (seen.received_at - seen.observed_at).days
    if days > LONG_AGO:
        yield Flag("long-ago", {"years": days // 365})


def _species(seen: Seen) -> Iterator[Flag]:
    """Whether a wild species is known to live here, and at this season."""
    known = seen.species
    if known is None or not known.is_wild:
        return
    if known.status in ABSENT:
        yield Flag("not-in-country", {"name": known.name})
    elif known.status == VAGRANT:
        yield Flag("vagrant", {"name": known.name})
    elif known.is_place_known and not known.by_month:
        yield Flag("first-here", {"name": known.name})
    if seen.month and is_out_of_season(seen.month, known.by_month):
        yield Flag("out-of-season", {"name": known.name, "records": sum(known.by_month.values())})


def is_out_of_season(month: int, by_month: Mapping[int, int]) -> bool:
    """Whether a species known well here was never published in a month, nor in its neighbours."""
    around = {(month + step - 1) % 12 + 1 for step in (-1, 0, 1)}
    return sum(by_month.values()) >= KNOWN_WELL and not any(by_month.get(one) for one in around)


def _sizes(seen: Seen) -> Iterator[Flag]:
    """Whether a number is one that is met, for its question or for its genus."""
    for question in seen.protocol.asked:
        answer = seen.answers.get(question.name)
        most = largest(question, seen.genus)
        if isinstance(answer, int | float) and most is not None and answer > most:
            told = {"question": question.name, "answer": answer, "usual": most}
            yield Flag("unlikely-number", told | {"unit": question.unit, "genus": seen.genus})
    girth, height = seen.answers.get("girth_cm"), seen.answers.get("height_m")
    if girth and height and is_too_slender(girth, height):
        yield Flag("too-slender", {"girth": girth, "height": height})


def _weather(seen: Seen) -> Iterator[Flag]:
    """Whether a vote agrees with the air of that hour, and with the sun."""
    sun = seen.answers.get("sun_exposure")
    if sun == "full-sun" and seen.is_instant and _is_night(seen):
        yield Flag("sun-at-night")
    felt = next((seen.answers.get(q.name) for q in seen.protocol.asked if q.scale in FELT), None)
    if felt is None or seen.air_c is None or sun == "indoors":
        return
    is_hot_in_cold = felt >= 2 and seen.air_c < COLD and sun != "full-sun"
    if is_hot_in_cold or (felt <= -2 and seen.air_c > WARM):
        yield Flag("against-weather", {"air": round(seen.air_c)})


FELT = {"ashrae7-fr-1"}  # scales from -3, cold, to 3, hot


def _is_night(seen: Seen) -> bool:
    return elevation(seen.observed_at, seen.longitude, seen.latitude) < -1


def _person(seen: Seen) -> Iterator[Flag]:
    """Whether one person could have given all these answers, and gone to all these places."""
    if not seen.is_instant:
        return
    near = [one for one in seen.others if abs(one.observed_at - seen.observed_at) <= HOUR / 2]
    if len(near) + 1 > MANY_AN_HOUR:
        yield Flag("many-an-hour", {"answers": len(near) + 1})
    here = [one for one in near if one.protocol == seen.protocol.code and away(seen, one) < SPOT_M]
    if seen.protocol.publication == "cells" and len(here) + 1 > MANY_HERE:
        yield Flag("many-here", {"answers": len(here) + 1})
    fastest = max((speed(seen, one) for one in near), default=0)
    if fastest > FASTEST_KMH:
        yield Flag("too-fast", {"speed": min(round(fastest, -1), 99_990)})


def away(seen: Seen, other: Other) -> float:
    """How far two places are, in metres."""
    told = EARTH.inv(seen.longitude, seen.latitude, other.longitude, other.latitude)
    return float(told[2])


def speed(seen: Seen, other: Other) -> float:
    """How fast one went between two places, in km/h; 0 where one may not have gone at all."""
    if not {seen.place_source, other.place_source} <= MEASURED:
        return 0
    metres = away(seen, other) - (seen.accuracy_m or 0) - (other.accuracy_m or 0)
    hours = max(abs(seen.observed_at - other.observed_at), timedelta(seconds=30)) / HOUR
    return metres / 1000 / hours if metres > FAR_M else 0


CHECKS: Sequence[Callable[[Seen], Iterator[Flag]]] = (
    _place, _date, _species, _sizes, _weather, _person,
)  # fmt: skip
# All flags there may be: those above, and one of photos that only moderators read.
PHOTO_AGAIN = "photo-again"
FOR_MODERATORS = {PHOTO_AGAIN}  # what they tell comes from other people
CODES = (
    "outside", "future", "long-ago", "not-in-country", "vagrant", "first-here", "out-of-season",
    "unlikely-number", "too-slender", "sun-at-night", "against-weather", "many-an-hour",
    "many-here", "too-fast", PHOTO_AGAIN,
)  # fmt: skip
