"""The only module that knows which engine keeps the places: SpatiaLite or PostGIS.

Everything else asks for a meaning (`within_box`, `covers`); each is written twice, and tested.
"""

from typing import Any

from geoalchemy2 import Geometry, WKBElement, WKTElement
from geoalchemy2.shape import from_shape, to_shape
from shapely.geometry.base import BaseGeometry as Shape
from sqlalchemy import ColumnElement, Float, LargeBinary, String, bindparam, func, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from config.places import Box, Nearness

WGS84 = 4326
PlaceColumn = Geometry("GEOMETRY", srid=WGS84)
OutlineColumn = Geometry("MULTIPOLYGON", srid=WGS84)


def stored(shape: Shape) -> ColumnElement[Any]:
    """A place for the database, to the last bit: SpatiaLite reads decimals less exactly."""
    return func.ST_GeomFromWKB(shape.wkb, WGS84)


def bound(name: str) -> ColumnElement[Any]:
    """A place given as WKB under a name, by each of many rows."""
    return func.ST_GeomFromWKB(bindparam(name, type_=LargeBinary()), WGS84)


def element(shape: Shape) -> WKBElement:
    """A place as it is read back."""
    return from_shape(shape, srid=WGS84)


def shape_of(element: WKBElement | WKTElement) -> Shape:
    return to_shape(element)


def as_wkb(column: Any) -> ColumnElement[bytes]:
    """The geometry as plain WKB bytes, the same on both engines."""
    return func.ST_AsBinary(column, type_=LargeBinary())


def _both(element: Any, compiler: Any, **options: Any) -> str:
    return ", ".join(compiler.process(part, **options) for part in element.clauses)


class within_box(GenericFunction[Any]):
    """Whether a place touches a box; uses the spatial index, then checks exactly.

    It has no SQL type on purpose: a Boolean would become `(…) = 1` and hide the index from SQLite.
    """

    inherit_cache = True
    _is_implicitly_boolean = True

    def __init__(self, column: Any, box: Box) -> None:
        super().__init__(column, stored(box.drawn()))


@compiles(within_box, "postgresql")
def _(element: within_box, compiler: Any, **options: Any) -> str:
    return f"ST_Intersects({_both(element, compiler, **options)})"


@compiles(within_box, "sqlite")
def _(element: within_box, compiler: Any, **options: Any) -> str:
    column, box = element.clauses
    frame = compiler.process(box, **options)
    return _near(column, compiler, frame, f"ST_Intersects({{column}}, {frame})", **options)


NEARNESS: dict[str, Any] = dict.fromkeys(Nearness._fields, Float()) | {"near_place": LargeBinary()}


class within_metres(GenericFunction[Any]):
    """Whether a place is within metres of another; uses the spatial index, then checks exactly.

    Exactly: on the plane that touches the ellipsoid here, true to a thousandth for a kilometre.
    """

    inherit_cache = True
    _is_implicitly_boolean = True

    def __init__(self, column: Any, shape: Shape | None = None, metres: float = 0) -> None:
        """Say what lies near a shape; without one, near what a `Nearness` tells, later."""
        told = {} if shape is None else Nearness.of(shape, metres)._asdict()
        place, *numbers = (
            literal(told[name], kind) if told else bindparam(name, type_=kind)
            for name, kind in NEARNESS.items()
        )
        super().__init__(column, func.ST_GeomFromWKB(place, WGS84), *numbers)


@compiles(within_metres, "postgresql")
def _(element: within_metres, compiler: Any, **options: Any) -> str:
    column, shape, *box, ratio, reach = (compiler.process(p, **options) for p in element.clauses)
    one, other = (f"ST_Scale({place}, {ratio}, 1.0)" for place in (column, shape))
    frame = f"ST_MakeEnvelope({', '.join(box)}, {WGS84})"
    return f"({column} && {frame} AND ST_Distance({one}, {other}) <= {reach})"


@compiles(within_metres, "sqlite")
def _(element: within_metres, compiler: Any, **options: Any) -> str:
    column, *told = element.clauses
    shape, *box, ratio, reach = (compiler.process(one, **options) for one in told)
    one, other = (f"ScaleCoords({place}, {ratio}, 1.0)" for place in ("{column}", shape))
    frame = f"BuildMbr({', '.join(box)}, {WGS84})"
    return _near(column, compiler, frame, f"ST_Distance({one}, {other}) <= {reach}", **options)


CORNERS = tuple(f"CAST(box.value->>{corner} AS float8)" for corner in range(4))


class in_any_box(GenericFunction[Any]):
    """Whether the bounds of a place meet one of many boxes, told later as JSON; no more exactly."""

    inherit_cache = True
    _is_implicitly_boolean = True

    def __init__(self, column: Any) -> None:
        super().__init__(column, bindparam("boxes", type_=String()))


@compiles(in_any_box, "postgresql")
def _(element: in_any_box, compiler: Any, **options: Any) -> str:
    (column, boxes), frame = element.clauses, f"ST_MakeEnvelope({', '.join(CORNERS)}, {WGS84})"
    given, table = compiler.process(boxes, **options), column.table.name
    found = f"SELECT met.id FROM jsonb_array_elements(CAST({given} AS jsonb)) AS box"
    return f"({table}.id IN ({found} JOIN {table} AS met ON met.{column.name} && {frame}))"


@compiles(in_any_box, "sqlite")
def _(element: in_any_box, compiler: Any, **options: Any) -> str:
    (column, boxes), (west, south, east, north) = element.clauses, CORNERS
    given, table = compiler.process(boxes, **options), column.table.name
    tree = f"CROSS JOIN idx_{table}_{column.name} AS met"
    meets = f"xmax >= {west} AND xmin <= {east} AND ymax >= {south} AND ymin <= {north}"
    return f"({table}.rowid IN (SELECT pkid FROM json_each({given}) AS box {tree} WHERE {meets}))"


class covers(GenericFunction[Any]):
    """Whether an outline covers another geometry; uses the spatial index, then checks exactly."""

    inherit_cache = True
    _is_implicitly_boolean = True

    def __init__(self, column: Any, shape: Shape | ColumnElement[Any]) -> None:
        super().__init__(column, shape if isinstance(shape, ColumnElement) else stored(shape))


@compiles(covers, "postgresql")
def _(element: covers, compiler: Any, **options: Any) -> str:
    return f"ST_Covers({_both(element, compiler, **options)})"


@compiles(covers, "sqlite")
def _(element: covers, compiler: Any, **options: Any) -> str:
    column, shape = element.clauses
    place = compiler.process(shape, **options)
    return _near(column, compiler, place, f"ST_Covers({{column}}, {place})", **options)


def _near(column: Any, compiler: Any, frame: str, exactly: str, **options: Any) -> str:
    """Ask SpatiaLite's R*Tree: it is never used by itself, and rounds to 32 bits, so check too."""
    name = compiler.process(column, **options)
    (stored_as,) = column.base_columns  # an alias has a name of its own; its index has not
    table = name.rsplit(".", 1)[0] if "." in name else stored_as.table.name
    rows = (  # names of our own tables and columns, never a value from outside
        f"SELECT pkid FROM idx_{stored_as.table.name}_{column.name}"
        f" WHERE xmin <= MbrMaxX({frame}) AND xmax >= MbrMinX({frame})"
        f" AND ymin <= MbrMaxY({frame}) AND ymax >= MbrMinY({frame})"
    )
    return f"({table}.rowid IN ({rows}) AND {exactly.format(column=name)})"


class metres_between(GenericFunction[float]):
    """How far a stored place is from another, in metres on the ellipsoid."""

    type = Float()
    inherit_cache = True

    def __init__(self, column: Any, shape: Shape) -> None:
        super().__init__(column, stored(shape))


@compiles(metres_between, "postgresql")
def _(element: metres_between, compiler: Any, **options: Any) -> str:
    one, other = (compiler.process(part, **options) for part in element.clauses)
    return f"ST_Distance({one}::geography, {other}::geography)"


@compiles(metres_between, "sqlite")
def _(element: metres_between, compiler: Any, **options: Any) -> str:
    return f"ST_Distance({_both(element, compiler, **options)}, 1)"
