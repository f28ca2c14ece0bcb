"""What the map draws, as GeoJSON, with the words of each popup in the reader's language."""

from collections.abc import Iterable
from typing import Any

from shapely import Geometry
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from exports.atlas.heat import Square
from exports.atlas.rules import Entry
from exports.atlas.words import felt, percent, title, told, what_waits, when, where
from exports.provisional.rules import Dot


def points(entries: Iterable[Entry]) -> dict[str, Any]:
    """The records that have a place to draw."""
    drawn = [one for one in entries if one.place is not None]
    return {"type": "FeatureCollection", "features": [_point(one) for one in drawn]}


def _point(one: Entry) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": str(one.uuid),
        "geometry": _drawn(one.place),
        "properties": {
            "protocol": one.protocol,
            "precision": one.precision,
            "reach": one.uncertainty_m,
            "title": title(one),
            "latin": one.latin,
            "when": when(one),
            "where": where(one),
            "photo": one.photo,
            "path": one.path,
        },
    }


def cells(squares: Iterable[Square]) -> dict[str, Any]:
    """Squares of felt heat, with what was felt in words."""
    return {"type": "FeatureCollection", "features": [_cell(one) for one in squares]}


def _cell(one: Square) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": one.name,
        "geometry": _drawn(one.outline),
        "properties": {
            "number": one.number,
            "median": one.median,
            "title": told("heat.square", number=one.number, size=one.size_m),
            "felt": felt(one.median),
            "hot": told("heat.hot", share=percent(one.hot[0]), people=one.people),
            "path": f"/chaleur?moment={one.moment.value}#c{one.number}",
        },
    }


def waiting(dots: Iterable[Dot]) -> dict[str, Any]:
    """Grey points, each in the middle of its square."""
    return {"type": "FeatureCollection", "features": [_waits(one) for one in dots]}


def _waits(one: Dot) -> dict[str, Any]:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": one.centre},
        "properties": {"title": what_waits(one), "where": told("map.waits.what")},
    }


def area(outline: Geometry | None) -> dict[str, Any]:
    """The outline of the town, or nothing."""
    known = outline is not None
    drawn = {"type": "Feature", "geometry": _drawn(outline), "properties": {}}
    return {"type": "FeatureCollection", "features": [drawn] if known else []}


def _drawn(shape: Geometry | None) -> dict[str, Any] | None:
    return mapping(shape) if isinstance(shape, BaseGeometry) else None
