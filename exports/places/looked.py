"""Which squares of a place nobody has looked at yet, by what is published and by nothing else."""

from collections.abc import Collection
from typing import NamedTuple

from shapely import prepare
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry as Geometry

from reference.territories.grids import FINEST, KILOMETRE, Square, squares_over
from reference.territories.rules import measure

SMALL = 6_000_000  # square metres: beyond, 200 m squares are too many to look at
LARGE = 300_000_000  # beyond, those of 1 km are
PART = 0.5  # of a square that must lie in the place


class Looked(NamedTuple):
    """The squares of a place: their side in metres, where somebody looked, where nobody did."""

    size: int
    seen: list[list[tuple[float, float]]]  # the corners of each, in degrees
    unseen: list[list[tuple[float, float]]]


def side(outline: Geometry) -> int:
    """How large the squares of a place are, in metres; 0 where it is too large for any."""
    much = measure(outline)
    if much > LARGE:
        return 0
    return FINEST if much <= SMALL else KILOMETRE


def looked(outline: Geometry, finest: Collection[Square], size: int) -> Looked:
    """Part the squares of a place by whether a record published exactly lies in them."""
    prepare(outline)
    known = {one.around(size) for one in finest}
    here = [one for one in squares_over(outline, size) if one in known or _is_of(one, outline)]
    seen = [one.outline() for one in here if one in known]
    return Looked(size, seen, [one.outline() for one in here if one not in known])


def _is_of(square: Square, outline: Geometry) -> bool:
    drawn = Polygon(square.outline())
    return bool(drawn.intersection(outline).area >= PART * drawn.area)
