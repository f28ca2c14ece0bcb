"""Small maps drawn by the server: an outline and what lies in it, as paths of an SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Self

from shapely import (
    Geometry,
    Point,
    centroid,
    get_coordinates,
    get_parts,
    get_rings,
    get_type_id,
    simplify,
    total_bounds,
)

POLYGON = 3  # shapely's number of this type
WIDTH = 400.0
MARGIN = 8.0
SMALLEST = 0.002  # degrees: what lies closer together is not drawn larger
LOWEST = 60.0  # units of the sheet
DETAIL = 0.0001  # degrees: of an outline, about 10 m


@dataclass(frozen=True)
class Frame:
    """A piece of the Earth on a sheet: degrees are squeezed by the latitude, north is up."""

    west: float
    north: float
    scale: float  # units of the sheet per degree of latitude
    squeeze: float  # how much shorter a degree of longitude is
    height: float
    width: float = WIDTH

    @classmethod
    def around(cls, shapes: Iterable[Geometry]) -> Self | None:
        """Frame shapes; nothing when there are none."""
        found = list(shapes)
        if not found:
            return None
        west, south, east, north = (float(side) for side in total_bounds(found))
        squeeze = cos(radians((south + north) / 2))
        scale = (WIDTH - 2 * MARGIN) / max((east - west) * squeeze, SMALLEST)
        height = max((north - south) * scale, LOWEST) + 2 * MARGIN
        return cls(west, north, scale, squeeze, round(height, 1))

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = MARGIN + (longitude - self.west) * self.squeeze * self.scale
        return round(x, 1), round(MARGIN + (self.north - latitude) * self.scale, 1)

    def middle(self, shape: Geometry) -> tuple[float, float]:
        middle = shape if isinstance(shape, Point) else centroid(shape)
        return self.at(middle.x, middle.y)

    def path(self, shape: Geometry) -> str:
        """The path of lines and areas: the `d` of an SVG path."""
        return "".join(self._line(points) for points in _lines(shape))

    def _line(self, points: Sequence[Sequence[float]]) -> str:
        told = " ".join(f"{x:g} {y:g}" for x, y in (self.at(*point) for point in points))
        return f"M{told}"


def simple(outline: Geometry) -> Geometry:
    """An outline with the detail a screen can show."""
    return simplify(outline, DETAIL)


def _lines(shape: Geometry) -> list[Sequence[Sequence[float]]]:
    """Every ring and line of a shape."""
    parts = get_parts(shape)
    rings = [ring for part in parts for ring in (get_rings(part) if _is_area(part) else [part])]
    return [get_coordinates(ring).tolist() for ring in rings]


def _is_area(shape: Geometry) -> bool:
    return int(get_type_id(shape)) == POLYGON
