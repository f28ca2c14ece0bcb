"""The place of a row: read from its columns or its geometry, brought to degrees."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely.errors import ShapelyError
from shapely.geometry import mapping as geojson_of

from citizen.imports.mapping.rules import Columns, Place
from citizen.imports.mapping.units import number
from citizen.imports.sources.rows import Row
from config.places import DEPTHS, Fault, in_france

MAX_DRAWN = 64_000  # characters or bytes of a drawing: GEOS must not see what it cannot bear
PARTS = {"MultiPoint": "Point", "MultiLineString": "LineString", "MultiPolygon": "Polygon"}
FAR = 1e15  # of any projection's own unit
DIGITS = 7  # decimals of a degree: a centimetre
DEGREES = CRS.from_epsg(4326)

Project = Callable[[Sequence[float], Sequence[float]], tuple[Sequence[float], Sequence[float]]]


class NoPlace(Exception):
    """A place that cannot be read: says which fault it is."""


@cache
def projection(named: str) -> Project | None:
    """Make the way from a file's own coordinates to degrees; nothing when they are degrees.

    named: `EPSG:2154` or WKT; "" for degrees. Raises pyproj's CRSError when it is unknown.
    """
    crs = CRS.from_user_input(named or "OGC:CRS84")
    if crs.is_geographic and crs.equals(DEGREES, ignore_axis_order=True):
        return None
    if crs.is_geographic and crs.to_epsg() in {4258, 4171}:  # the same within a centimetre
        return None
    return Transformer.from_crs(crs, DEGREES, always_xy=True).transform


def is_projection(named: str) -> bool:
    try:
        projection(named)
    except CRSError:
        return False
    return True


def placed(row: Row, columns: Columns, rule: Place, project: Project | None) -> Any:
    """The place of a row as GeoJSON in degrees, or the fault that keeps it from being one."""
    try:
        kind, positions = _drawn(_told(row, columns, rule))
    except (NoPlace, ShapelyError, ValueError, RecursionError) as wrong:
        return Fault(rule.pointer, str(wrong) if isinstance(wrong, NoPlace) else "place-shape")
    if project is None:
        return _looked_at({"type": kind, "coordinates": _each(positions, _rounded)}, rule)
    brought = {"type": kind, "coordinates": _each(positions, _through(project))}
    if not in_france(*_first(brought["coordinates"])):
        turned = _each(positions, _through(project, is_turned=True))
        if in_france(*_first(turned)):
            return Fault(rule.pointer, "place-turned")
    return brought


def _told(row: Row, columns: Columns, rule: Place) -> Any:
    """The geometry as the row holds it: a GeoJSON object, WKB, or WKT."""
    if rule.latitude_longitude:
        latitude, _, longitude = rule.latitude_longitude.told(columns).partition(",")
        return _point(longitude, latitude)
    if rule.longitude and rule.latitude:
        return _point(rule.longitude.told(columns), rule.latitude.told(columns))
    if rule.wkt:
        return rule.wkt.told(columns)
    if rule.geojson:
        return json.loads(rule.geojson.told(columns) or "null")
    if isinstance(row.geometry, str):
        raise NoPlace("place-object")
    return row.geometry


def _point(longitude: str, latitude: str) -> dict[str, Any]:
    if not longitude.strip() and not latitude.strip():
        raise NoPlace("missing")
    position = [number(longitude), number(latitude)]
    if None in position:
        raise NoPlace("place-position")
    return {"type": "Point", "coordinates": position}


def _drawn(told: Any) -> tuple[str, Any]:
    """The type and positions of a geometry; one made of a single part is that part."""
    if not told:
        raise NoPlace("missing")
    if isinstance(told, bytes | str):
        if len(told) > MAX_DRAWN:
            raise NoPlace("place-long")
        read = shapely.from_wkb(told) if isinstance(told, bytes) else shapely.from_wkt(told)
        told = geojson_of(shapely.force_2d(read))
    if not isinstance(told, Mapping):
        raise NoPlace("place-object")
    return _alone(told)


def _alone(told: Mapping[str, Any]) -> tuple[str, Any]:
    kind, coordinates = told.get("type"), told.get("coordinates")
    if kind == "GeometryCollection":
        parts = told.get("geometries")
        if isinstance(parts, list | tuple) and len(parts) == 1 and isinstance(parts[0], Mapping):
            return _alone(parts[0])
        raise NoPlace("place-parts")
    if kind in PARTS:
        if not isinstance(coordinates, list | tuple) or len(coordinates) != 1:
            raise NoPlace("place-parts")
        kind, coordinates = PARTS[kind], coordinates[0]
    if kind not in DEPTHS:
        raise NoPlace("place-object")
    return str(kind), _positions(coordinates, DEPTHS[kind])


def _positions(value: Any, depth: int) -> Any:
    """Positions as two finite numbers each; heights and measures are left out."""
    if not isinstance(value, list | tuple) or not value:
        raise NoPlace("place-list" if depth else "place-position")
    if depth:
        return [_positions(inner, depth - 1) for inner in value]
    if len(value) < 2 or not all(map(_is_number, value[:2])):
        raise NoPlace("place-position")
    if not all(abs(one) < FAR for one in value[:2]):  # a NaN compares false
        raise NoPlace("not-finite")
    return (float(value[0]), float(value[1]))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _each(positions: Any, change: Callable[[tuple[float, float]], list[float]]) -> Any:
    if isinstance(positions, tuple):
        return change(positions)
    return [_each(inner, change) for inner in positions]


def _rounded(position: tuple[float, float]) -> list[float]:
    return [round(position[0], DIGITS), round(position[1], DIGITS)]


def _through(
    project: Project, *, is_turned: bool = False
) -> Callable[[tuple[float, float]], list[float]]:
    def through(position: tuple[float, float]) -> list[float]:
        x, y = position[::-1] if is_turned else position
        longitude, latitude = project(x, y)  # type: ignore[arg-type]
        return [round(longitude, DIGITS), round(latitude, DIGITS)]  # type: ignore[call-overload]

    return through


def _looked_at(place: dict[str, Any], rule: Place) -> Any:
    """Metres where degrees are expected are told as what they are: their projection lacks."""
    x, y = _first(place["coordinates"])
    if abs(x) > 180 or abs(y) > 180:
        return Fault(rule.pointer, "place-projected")
    return place


def _first(coordinates: Any) -> Any:
    while isinstance(coordinates[0], list):
        coordinates = coordinates[0]
    return coordinates
