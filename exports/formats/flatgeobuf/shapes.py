"""Shapes as FlatGeobuf tells them: coordinates in a row, and where each part ends."""

from itertools import accumulate
from struct import pack

from shapely import Point, get_coordinates, get_num_coordinates, get_parts, get_rings
from shapely.geometry.base import BaseGeometry

from exports.formats.flatgeobuf.buffers import Block, Scalar, numbers, table, tables

ENDS, XY, TYPE, PARTS = 0, 1, 6, 7  # fields of a Geometry
TYPES = {
    "Point": 1,
    "LineString": 2,
    "Polygon": 3,
    "MultiPoint": 4,
    "MultiLineString": 5,
    "MultiPolygon": 6,
    "GeometryCollection": 7,
}
DEEP = {"MultiPolygon", "GeometryCollection"}  # made of whole shapes

_POINT = table({TYPE: Scalar("B", TYPES["Point"]), XY: numbers("d", (0.0, 0.0))})
BEFORE_XY = _POINT.data[:-16]  # a point is these bytes, then its coordinates


def drawn(shape: BaseGeometry) -> Block:
    """Tell a shape in two dimensions."""
    if isinstance(shape, Point):
        return Block(BEFORE_XY + pack("<dd", shape.x, shape.y), _POINT.entry)
    kind = Scalar("B", TYPES[shape.geom_type])
    if shape.geom_type in DEEP:
        return table({TYPE: kind, PARTS: tables([drawn(part) for part in get_parts(shape)])})
    xy = numbers("d", get_coordinates(shape).ravel().tolist())
    ends = _ends(shape)
    return table({TYPE: kind, XY: xy, **({ENDS: numbers("I", ends)} if ends else {})})


def _ends(shape: BaseGeometry) -> list[int]:
    """Where each ring, or each line, ends in the row of points; nothing where there is one."""
    if shape.geom_type == "Polygon":
        parts = get_rings(shape)
    elif shape.geom_type == "MultiLineString":
        parts = get_parts(shape)
    else:
        return []
    return list(accumulate(get_num_coordinates(parts).tolist())) if len(parts) > 1 else []
