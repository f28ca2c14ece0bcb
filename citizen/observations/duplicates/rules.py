"""When two observations may be of one thing, and what may be said of it to whom.

An author is told of their own, to the hour; of others', only what anyone may know: that they are
accepted, their published place, their day. Asked again and again, it tells nothing more.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from shapely.geometry.base import BaseGeometry as Geometry

from config.places import metres_apart
from config.protocols.lasting import Duplicates
from config.words import folded

HOURLY = ("minute", "hour")


class Sighting(NamedTuple):
    """What is compared of an observation."""

    uuid: UUID
    place: Geometry
    at: datetime
    time_precision: str
    days: tuple[date, date]
    taxon: int | None  # cd_ref of its name
    cited_name: str
    group: str
    photos: frozenset[str]  # digests
    is_own: bool  # of who asks


class Hint(NamedTuple):
    """A known observation that may be of the same thing."""

    uuid: UUID
    metres: int
    why: tuple[str, ...]  # "place", "photo"


def hints(sent: Sighting, known: Iterable[Sighting], near: Duplicates | None) -> list[Hint]:
    """Say which known observations may be of the same thing, the likeliest first."""
    found = []
    for one in known:
        metres = metres_apart(sent.place, one.place)
        why = ("photo",) if one.is_own and sent.photos & one.photos else ()
        if near and metres <= near.metres and is_alike(sent, one, near.hours):
            why = ("place", *why)
        if why and one.uuid != sent.uuid:
            found.append(Hint(one.uuid, round(metres), why))
    return sorted(found, key=lambda hint: ("photo" not in hint.why, hint.metres, hint.uuid))


def is_alike(sent: Sighting, one: Sighting, hours: float | None) -> bool:
    """Whether two that are near may be the same: what stays always, else by moment and name."""
    return hours is None or (is_at_once(sent, one, hours) and is_named_alike(sent, one))


def is_at_once(sent: Sighting, one: Sighting, hours: float) -> bool:
    """Whether two were seen at one moment: the hour of another's is never told, only its day."""
    if one.is_own and {sent.time_precision, one.time_precision} <= {*HOURLY}:
        return abs(sent.at - one.at) <= timedelta(hours=hours)
    return sent.days[0] <= one.days[1] and one.days[0] <= sent.days[1]


def is_named_alike(sent: Sighting, one: Sighting) -> bool:
    """Whether two may bear one name: the same taxon, else the same words, else the same group."""
    if sent.taxon and one.taxon:
        return sent.taxon == one.taxon
    if sent.cited_name and folded(sent.cited_name) == folded(one.cited_name):
        return True
    return bool(sent.group) and sent.group == one.group
