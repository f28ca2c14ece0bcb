"""What a reader may ask of features, and how far each reaches in place and in time."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from shapely import Geometry, point_on_surface

GRID = 18  # zoom whose tiles are the finest squares features are counted by
TOP = 85.0511287798066  # degrees: where the square of Web Mercator ends


class Extent(NamedTuple):
    """A box in degrees, west never east of east."""

    west: float
    south: float
    east: float
    north: float


class Days(NamedTuple):
    """From a day to a day, both included, in ISO 8601; "" where it has no end."""

    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class Wanted:
    """What a reader asks for; nothing leaves nothing out."""

    boxes: tuple[Extent, ...] = ()  # two where the box crosses the antimeridian
    days: Days | None = None
    equal: Mapping[str, str | float | bool] = field(default_factory=dict)  # column → value
    after: str = ""  # the identifier a page goes on from
    limit: int = 10


def days_of(told: Mapping[str, Any]) -> Days:
    """The days a feature may be of; squares of felt heat have a month."""
    if month := told.get("month"):
        number = int(month[5:7])
        leap = number == 2 and int(month[:4]) % 4 == 0
        last = 29 if leap else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[number - 1]
        return Days(f"{month}-01", f"{month}-{last}")
    return Days(told.get("first_day") or "", told.get("last_day") or "")


def mercator(east: float, north: float) -> tuple[float, float]:
    """Where a place lies in the square of Web Mercator: 0 to 1 eastwards, 0 to 1 southwards."""
    sine = math.sin(math.radians(min(max(north, -TOP), TOP)))
    return east / 360 + 0.5, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def square(shape: Geometry) -> tuple[int, int]:
    """The finest square a feature is counted in: of a line or an area, where a point of it is."""
    point, most = point_on_surface(shape), 2**GRID - 1
    x, y = mercator(point.x, point.y)
    return min(max(int(x * 2**GRID), 0), most), min(max(int(y * 2**GRID), 0), most)
