"""The surroundings of an address: a circle that begins at a square, so that none is of a door."""

from pyproj import Geod
from shapely import Polygon, prepare
from shapely.geometry.base import BaseGeometry as Geometry

from exports.datasets.cutting.rules import Told
from reference.sensitivity.rules import EXACT
from reference.territories.grids import square_of

METRES = 500
SIDES = 72
EARTH = Geod(ellps="WGS84")


def around(longitude: float, latitude: float) -> Polygon:
    """Draw the circle of an address, around the middle of its 200 m square: neighbours share it."""
    east, north = square_of(longitude, latitude).centre()
    turns = [360 / SIDES * n for n in range(SIDES)]
    easts, norths, _ = EARTH.fwd([east] * SIDES, [north] * SIDES, turns, [METRES] * SIDES)
    drawn = Polygon(list(zip(easts, norths, strict=True))[::-1])
    prepare(drawn)
    return drawn


def is_around(told: Told, circle: Geometry) -> bool:
    """Whether a released feature is in a circle: only what is published at its exact place."""
    drawn = told.drawn() if told.precision == EXACT else None
    return drawn is not None and bool(circle.intersects(drawn))
