"""Checks of where a line is: its geometry, its areas, exactly one georeference."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from shapely import GEOSException, from_wkt
from shapely.geometry.base import BaseGeometry

Line = Mapping[str, str]

SRID = re.compile(r"(?:SRID=(\d+);)?(.*)", re.DOTALL)
SHAPES = {"Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"}
AREAS = ("Commune", "Departement", "Maille", "EN", "ME")


def _drawn(line: Line) -> BaseGeometry | None:
    """The geometry of a line; nothing when it cannot be read."""
    found = SRID.fullmatch(line["geometrie"])
    try:
        return from_wkt(found[2]) if found else None
    except GEOSException:
        return None


def _wkt(line: Line, _today: date) -> Iterator[str]:
    if "geometrie" in line:
        drawn = _drawn(line)
        if drawn is None or drawn.is_empty or not drawn.is_valid:
            yield "geometrie"


def _shape(line: Line, _today: date) -> Iterator[str]:
    drawn = _drawn(line) if "geometrie" in line else None
    if drawn is not None and drawn.geom_type not in SHAPES:
        yield "geometrie"


def _wgs84(line: Line, _today: date) -> Iterator[str]:
    drawn = _drawn(line) if "geometrie" in line else None
    if drawn is None or drawn.is_empty:
        return
    west, south, east, north = drawn.bounds
    told = SRID.fullmatch(line["geometrie"])
    is_other = told is not None and told[1] not in {None, "4326"}
    if is_other or not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        yield "geometrie"


def _georeferences(line: Line) -> int:
    return ("geometrie" in line) + sum(
        "1" in line.get(f"typeInfoGeo{area}", "").split(",") for area in AREAS
    )


def _located(line: Line, _today: date) -> Iterator[str]:
    """One that its producer blurred has only areas attached: case 4 of the national note."""
    is_attached = any(f"typeInfoGeo{area}" in line for area in AREAS)
    is_blurred = line.get("dEEFloutage") == "OUI" and is_attached
    if not _georeferences(line) and not is_blurred:
        yield "geometrie"


def _located_once(line: Line, _today: date) -> Iterator[str]:
    if _georeferences(line) > 1:
        yield "geometrie"


def _precision(line: Line, _today: date) -> Iterator[str]:
    told = line.get("precisionGeometrie", "1")
    try:
        is_sound = float(told) > 0
    except ValueError:
        is_sound = False
    if not is_sound:
        yield "precisionGeometrie"


PLACES: Mapping[str, Callable[[Line, date], Iterator[str]]] = {
    "1111": _wkt,
    "1112": _shape,
    "1113": _wgs84,
    "1207": _located,
    "1208": _located_once,
    "precision": _precision,
}
