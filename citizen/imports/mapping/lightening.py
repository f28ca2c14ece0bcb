"""Make a track of thousands of vertices one that can be kept, at most so many metres off."""

from collections.abc import Mapping
from typing import Any

from shapely import get_num_coordinates, is_valid, simplify, transform
from shapely.errors import ShapelyError
from shapely.geometry import mapping as geojson_of
from shapely.geometry import shape

from config.places import MAX_VERTICES, Plane

DIGITS = 7  # decimals of a degree: a centimetre
MOST = 20_000  # vertices GEOS is given; more is no track


def lightened(place: Mapping[str, Any], metres: float) -> tuple[Mapping[str, Any], int, int] | None:
    """Simplify a place in degrees that has too many vertices; nothing where it has not, or cannot.

    metres: how far off the drawing may be, in the plane that touches the earth there. Returns the
    place, its vertices before and after.
    """
    try:
        drawn = shape(dict(place))
        before = int(get_num_coordinates(drawn))
        if not MAX_VERTICES < before <= MOST:
            return None
        plane = Plane.at(drawn)
        flat = transform(drawn, lambda xy: xy * (plane.east, plane.north))
        light = simplify(flat, metres, preserve_topology=True)
    except (ShapelyError, ValueError, TypeError):
        return None
    if not is_valid(light):
        return None
    turned = transform(light, lambda xy: (xy / (plane.east, plane.north)).round(DIGITS))
    told = geojson_of(turned)
    return _plain(told), before, int(get_num_coordinates(light))


def _plain(told: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": told["type"], "coordinates": _lists(told["coordinates"])}


def _lists(value: Any) -> Any:
    return [_lists(inner) for inner in value] if isinstance(value, tuple | list) else value
