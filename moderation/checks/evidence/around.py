"""The place against where a taxon is known: its range."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from moderation.checks.rules import FINE, LOOK, UNKNOWN, Check, Said

AROUND_M = 5000  # within which known records are counted
KILOMETRE_M = 1000  # from here, kilometres are told
TOLD = 8  # the nearest, in the evidence
DRAWN = 100  # the nearest, on the map


class Point(NamedTuple):
    """A record published with its exact place."""

    uuid: UUID
    metres: float
    latitude: float
    longitude: float


def around(known: Sequence[Point] | None) -> Check:
    """Say whether a place is one the taxon is known around; known: nothing without a name."""
    if known is None:
        return Check("range", UNKNOWN, [Said("range.no_name")])
    nearest = sorted(known, key=lambda one: (one.metres, one.uuid))
    near = [one for one in nearest if one.metres <= AROUND_M]
    evidence = {
        "within_m": AROUND_M,
        "records": len(near),
        "looked_at": len(nearest),
        "nearest_m": round(nearest[0].metres) if nearest else None,
        "nearest": [{"uuid": one.uuid, "distance_m": round(one.metres)} for one in nearest[:TOLD]],
        "drawn": [(one.latitude, one.longitude) for one in nearest[:DRAWN]],
    }
    if not nearest:
        return Check("range", UNKNOWN, [Said("range.alone")], evidence)
    values = {"n": len(near), "far": distance(nearest[0].metres)}
    key, verdict = ("range.fine", FINE) if near else ("range.look", LOOK)
    return Check("range", verdict, [Said(key, values)], evidence)


class Far(NamedTuple):
    """A distance as it is told: never finer than ten metres."""

    number: int
    unit: str


def distance(metres: float) -> Far:
    if metres < KILOMETRE_M:
        return Far(max(10, round(metres / 10) * 10), "m")
    return Far(round(metres / 1000), "km")
