"""What photos say against what was declared: told to people, never used in silence."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol
from uuid import UUID

from pyproj import Geod
from shapely import Point
from shapely.geometry.base import BaseGeometry as Geometry
from shapely.ops import nearest_points

NEAR_M = 300  # people photograph from afar, and place from memory
NEAR_DAYS = 1  # a camera's clock may be of another country
ELLIPSOID = Geod(ellps="WGS84")


class Told(Protocol):
    """A photo, as far as it tells when and where it was taken."""

    uuid: UUID
    taken: str
    longitude: float | None
    latitude: float | None


class Conflict(NamedTuple):
    """What a photo and its observation do not agree on, and by how much."""

    photo: UUID
    what: str  # "date", "place"
    by: int  # days; metres


def conflicts(
    photos: Sequence[Told], days: tuple[date, date], place: Geometry, accuracy_m: float | None
) -> list[Conflict]:
    """Compare each photo with the days and the place that were declared."""
    reach = max(NEAR_M, 2 * (accuracy_m or 0))
    found = []
    for photo in photos:
        if (off := _days_off(photo, days)) > NEAR_DAYS:
            found.append(Conflict(photo.uuid, "date", off))
        if (away := _metres_off(photo, place)) > reach:
            found.append(Conflict(photo.uuid, "place", round(away)))
    return found


def _days_off(photo: Told, days: tuple[date, date]) -> int:
    if not photo.taken:
        return 0
    taken = datetime.fromisoformat(photo.taken).date()
    first, last = days
    return max((first - taken).days, (taken - last).days, 0)


def _metres_off(photo: Told, place: Geometry) -> float:
    if photo.longitude is None or photo.latitude is None:
        return 0
    nearest, here = nearest_points(place, Point(photo.longitude, photo.latitude))
    return float(ELLIPSOID.inv(nearest.x, nearest.y, here.x, here.y)[2])
