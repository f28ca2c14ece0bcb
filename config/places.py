"""Places as plain values: geometries in WGS84 degrees, longitude first, as GeoJSON writes them."""

from collections.abc import Iterator, Mapping
from math import cos, hypot, radians, sin, sqrt
from typing import Any, NamedTuple, Self

from shapely import MultiPoint, Point, distance, transform
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry as Geometry
from shapely.validation import explain_validity

MAX_VERTICES = 500  # more is drawn by a machine; GEOS must not see what it cannot bear
DEPTHS = {"Point": 0, "LineString": 1, "Polygon": 2}


class Box(NamedTuple):
    """A rectangle in degrees: the order of an OGC `bbox`."""

    west: float
    south: float
    east: float
    north: float

    def drawn(self) -> Geometry:
        """A line where it has no width or no height, a point where it has neither."""
        corners = [(x, y) for x in (self.west, self.east) for y in (self.south, self.north)]
        return MultiPoint(corners).convex_hull


class Fault(NamedTuple):
    """What is wrong with a value: where (a JSON pointer), which sentence, and its values."""

    pointer: str
    code: str
    values: Mapping[str, Any] = {}


def escaped(name: object) -> str:
    """A name as a step of a JSON pointer (RFC 6901)."""
    return str(name).replace("~", "~0").replace("/", "~1")


# Where France lies: metropolitan, Guadeloupe and Martinique with the islands of the north,
# Guyane, Réunion, Mayotte, Saint-Pierre-et-Miquelon, Polynésie, Nouvelle-Calédonie, Wallis.
FRANCE = (
    Box(-5.6, 41.2, 9.8, 51.3),
    Box(-63.3, 14.2, -60.7, 18.3),
    Box(-54.8, 2.0, -51.3, 6.1),
    Box(55.1, -21.6, 56.0, -20.7),
    Box(44.9, -13.2, 45.4, -12.5),
    Box(-56.6, 46.6, -56.0, 47.3),
    Box(-155.0, -28.5, -134.0, -7.5),
    Box(163.0, -23.0, 168.5, -19.0),
    Box(-178.4, -14.6, -175.9, -13.0),
)


def in_france(longitude: float, latitude: float) -> bool:
    return any(b.west <= longitude <= b.east and b.south <= latitude <= b.north for b in FRANCE)


def faults(place: Any, kinds: tuple[str, ...] = tuple(DEPTHS)) -> list[Fault]:
    """Say all that is wrong with a GeoJSON geometry from outside, before GEOS sees it."""
    if not isinstance(place, Mapping):
        return [Fault("", "place-object")]
    if place.get("type") not in kinds:
        return [Fault("/type", "place-type", {"accepted": ", ".join(kinds)})]
    unknown = [
        Fault(f"/{escaped(name)}", "unknown-field")
        for name in place.keys() - {"type", "coordinates"}
    ]
    found = list(_positions(place.get("coordinates"), DEPTHS[place["type"]], "/coordinates"))
    wrong = unknown + [fault for fault in found if isinstance(fault, Fault)]
    if wrong:
        return wrong
    if len(found) > MAX_VERTICES:
        return [Fault("/coordinates", "place-vertices", {"maximum": MAX_VERTICES})]
    return _where(found) or _shape(place)


def _positions(value: Any, depth: int, pointer: str) -> Iterator[Any]:
    """Walk the coordinates: yield each position, or the fault in its place."""
    if depth == 0:
        yield value if _is_position(value) else Fault(pointer, "place-position")
    elif not isinstance(value, list) or not value:
        yield Fault(pointer, "place-list")
    elif len(value) > MAX_VERTICES:
        yield Fault(pointer, "place-vertices", {"maximum": MAX_VERTICES})
    else:
        for index, inner in enumerate(value):
            yield from _positions(inner, depth - 1, f"{pointer}/{index}")


def _is_position(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 2:
        return False
    if any(isinstance(n, bool) or not isinstance(n, int | float) for n in value):
        return False
    return bool(abs(value[0]) <= 180 and abs(value[1]) <= 90)  # a NaN compares false: refused


def _where(positions: list[list[float]]) -> list[Fault]:
    """Refuse what lies out of France, and say so when the two numbers were swapped."""
    outside = [at for at in positions if not in_france(*at)]
    if not outside:
        return []
    swapped = all(in_france(latitude, longitude) for longitude, latitude in outside)
    return [Fault("/coordinates", "place-swapped" if swapped else "place-abroad")]


def _shape(place: Mapping[str, Any]) -> list[Fault]:
    if place["type"] == "Point":  # any position is one
        return []
    try:
        geometry = shape(dict(place))
    except (ValueError, ShapelyError):
        return [Fault("/coordinates", "place-shape")]
    if geometry.geom_type == "Polygon" and not all(map(_closes, place["coordinates"])):
        return [Fault("/coordinates", "place-shape")]
    if geometry.is_valid:
        return []
    where = explain_validity(geometry).partition("[")[2].rstrip("]")
    return [Fault("/coordinates", "place-crossed", {"where": where})]


def _closes(ring: list[list[float]]) -> bool:
    """Whether a ring ends where it began: GEOS would close it without a word."""
    return len(ring) >= 4 and ring[0] == ring[-1]


def geometry(place: Mapping[str, Any]) -> Geometry:
    """Make a geometry of a GeoJSON object already examined."""
    if place["type"] == "Point":  # most are
        return Point(place["coordinates"])
    return shape(dict(place))


def rounded(shape: Geometry) -> Geometry:
    """Six decimals are a decimetre: more would only pretend."""
    return transform(shape, lambda xy: xy.round(6))


AXIS, FLATNESS = 6_378_137.0, 0.00669437999014  # of the ellipsoid of GPS: metres, e squared


class Plane(NamedTuple):
    """The plane that touches the ellipsoid somewhere: metres in a degree, each way."""

    east: float
    north: float

    @classmethod
    def at(cls, shape: Geometry) -> Self:
        latitude = radians(shape.centroid.y)
        bent = 1 - FLATNESS * sin(latitude) ** 2
        east = AXIS * cos(latitude) / sqrt(bent)
        return cls(radians(1) * east, radians(1) * AXIS * (1 - FLATNESS) / bent**1.5)

    @property
    def ratio(self) -> float:
        return self.east / self.north

    def around(self, shape: Geometry, metres: float) -> Box:
        """A box that holds all that is within metres of a shape."""
        west, south, east, north = shape.bounds
        aside, up = 1.01 * metres / self.east, 1.01 * metres / self.north
        return Box(west - aside, south - up, east + aside, north + up)


class Nearness(NamedTuple):
    """What tells, on the plane that touches the ellipsoid there, what lies near a shape."""

    near_place: bytes  # WKB
    near_west: float  # of a box that holds all of it
    near_south: float
    near_east: float
    near_north: float
    near_ratio: float
    near_reach: float

    @classmethod
    def of(cls, shape: Geometry, metres: float) -> Self:
        plane = Plane.at(shape)
        return cls(shape.wkb, *plane.around(shape, metres), plane.ratio, metres / plane.north)


def metres_apart(one: Geometry, other: Geometry) -> float:
    """How far two places near each other are: from edge to edge, 0 where they touch."""
    plane = Plane.at(one)
    if isinstance(one, Point) and isinstance(other, Point):  # most are
        return hypot(plane.east * (one.x - other.x), plane.north * (one.y - other.y))
    flat = (transform(shape, lambda xy: xy * (plane.east, plane.north)) for shape in (one, other))
    return float(distance(*flat))
