"""Outlines as official files hold them, made into areas in degrees, or refused with the reason.

Nothing is ever repaired: an outline that crosses itself, is open or holds NaN is a fault.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from shapely import MultiPolygon, Polygon
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry as Geometry
from shapely.validation import explain_validity

from config.places import Fault, in_france

MAX_VERTICES = 200_000  # the largest commune of the finest files has a tenth of it
WGS84 = CRS.from_epsg(4326)

Project = Callable[[Any], Any]  # an array of positions → the same in degrees


def projection(named: str) -> Project | None:
    """Make the way from a file's own coordinates to degrees; nothing when they are degrees.

    named: what the file says, `EPSG:2154` or WKT. Raises pyproj's CRSError when it is unknown.
    """
    crs = CRS.from_user_input(named)
    if crs.is_geographic and crs.equals(WGS84, ignore_axis_order=True):
        return None
    transformer = Transformer.from_crs(crs, WGS84, always_xy=True)
    return lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1]))


@np.errstate(invalid="ignore")  # a NaN is told as a fault, not as a warning
def outline(told: Any, project: Project | None) -> MultiPolygon | Fault:
    """Make an outline in degrees, or say what is wrong with it."""
    drawn = _of_wkb(told) if isinstance(told, bytes) else _of_geojson(told)
    if isinstance(drawn, Fault):
        return drawn
    if project is not None:
        drawn = shapely.transform(drawn, project)
    parts = [part for part in shapely.get_parts(drawn) if isinstance(part, Polygon)]
    return _examined(MultiPolygon(parts))


def _examined(drawn: MultiPolygon) -> MultiPolygon | Fault:
    if drawn.is_empty:
        return Fault("/geometry", "missing")
    if not np.isfinite(shapely.get_coordinates(drawn)).all():
        return Fault("/geometry", "not-finite")
    west, south, east, north = drawn.bounds
    if not (in_france(west, south) and in_france(east, north)):
        return Fault("/geometry", "place-abroad")
    if drawn.is_valid:
        return drawn
    where = explain_validity(drawn).partition("[")[2].rstrip("]")
    return Fault("/geometry", "place-crossed", {"where": where})


def _of_wkb(told: bytes) -> Geometry | Fault:
    if len(told) > MAX_VERTICES * 32:  # bytes of a position with height and measure
        return Fault("/geometry", "place-vertices", {"maximum": MAX_VERTICES})
    try:
        drawn = shapely.force_2d(shapely.from_wkb(told))
    except (ShapelyError, ValueError):
        return Fault("/geometry", "place-shape")
    if shapely.get_num_coordinates(drawn) > MAX_VERTICES:
        return Fault("/geometry", "place-vertices", {"maximum": MAX_VERTICES})
    if drawn.geom_type not in {"Polygon", "MultiPolygon"}:
        return Fault("/geometry/type", "outline-kind")
    return drawn


def _of_geojson(told: Any) -> Geometry | Fault:
    if not isinstance(told, Mapping):
        return Fault("/geometry", "missing")
    coordinates = told.get("coordinates")
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(str(told.get("type")))
    if polygons is None:
        return Fault("/geometry/type", "outline-kind")
    rings = _rings(polygons)
    if isinstance(rings, Fault):
        return rings
    try:
        return MultiPolygon([Polygon(one[0], one[1:]) for one in rings])
    except (ShapelyError, ValueError):
        return Fault("/geometry/coordinates", "place-shape")


def _rings(polygons: Any) -> list[list[Any]] | Fault:
    """Read the rings of each polygon as arrays, before GEOS sees any."""
    where, found, left = "/geometry/coordinates", [], MAX_VERTICES
    if not _is_list(polygons) or not all(map(_is_list, polygons)):
        return Fault(where, "place-list")
    for polygon in polygons:
        left -= sum(len(ring) for ring in polygon if isinstance(ring, list))
        if left < 0:
            return Fault(where, "place-vertices", {"maximum": MAX_VERTICES})
        found.append([_ring(ring) for ring in polygon])
    for ring in (ring for polygon in found for ring in polygon):
        if isinstance(ring, Fault):
            return ring
    return found


def _ring(told: Any) -> Any:
    where = "/geometry/coordinates"
    try:
        ring = np.asarray(told)
    except ValueError:  # positions of several lengths
        return Fault(where, "place-position")
    if ring.dtype.kind not in "if" or ring.ndim != 2 or ring.shape[1] not in {2, 3}:
        return Fault(where, "place-position")
    if not np.isfinite(ring).all():
        return Fault(where, "not-finite")
    if len(ring) < 4 or math.dist(ring[0], ring[-1]) > 0:  # GEOS would close it in silence
        return Fault(where, "place-shape")
    return ring[:, :2].astype(float)


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and len(value) > 0
