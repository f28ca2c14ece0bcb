"""The only module that knows which engine keeps the places: SpatiaLite or PostGIS.

Everything else asks for a meaning (`within_box`, `covers`, `metres_between`); each meaning is
written twice here, once per engine, and tested on both.
"""

from typing import Any

from geoalchemy2 import Geometry, WKBElement, WKTElement
from geoalchemy2.shape import from_shape, to_shape
from shapely.geometry.base import BaseGeometry as Shape
from sqlalchemy import ColumnElement, Connection, Float, LargeBinary, bindparam, func, literal, text
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


def drawn(place: Shape | ColumnElement[Any]) -> ColumnElement[Any]:
    """A place for a statement: a shape, or one `bound` to be given later."""
    return place if isinstance(place, ColumnElement) else stored(place)


def element(shape: Shape) -> WKBElement:
    """A place as it is read back."""
    return from_shape(shape, srid=WGS84)


def shape_of(element: WKBElement | WKTElement) -> Shape:
    return to_shape(element)


def as_wkb(column: Any) -> ColumnElement[bytes]:
    """The geometry as plain WKB bytes, the same on both engines."""
    return func.ST_AsBinary(column, type_=LargeBinary())


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
    column, box = (compiler.process(part, **options) for part in element.clauses)
    return f"ST_Intersects({column}, {box})"


@compiles(within_box, "sqlite")
def _(element: within_box, compiler: Any, **options: Any) -> str:
    column, box = element.clauses
    frame = compiler.process(box, **options)
    return _near(column, compiler, frame, f"ST_Intersects({{column}}, {frame})", **options)


KINDS = LargeBinary(), LargeBinary(), Float(), Float()
NEARNESS: dict[str, Any] = dict(zip(Nearness._fields, KINDS, strict=True))


def _given(name: str, kind: Any, told: dict[str, Any]) -> ColumnElement[Any]:
    value = literal(told[name], kind) if told else bindparam(name, type_=kind)
    return func.ST_GeomFromWKB(value, WGS84) if isinstance(kind, LargeBinary) else value


class within_metres(GenericFunction[Any]):
    """Whether a place is within metres of another; uses the spatial index, then checks exactly.

    Exactly: on the plane that touches the ellipsoid here, true to a thousandth for a kilometre.
    """

    inherit_cache = True
    _is_implicitly_boolean = True

    def __init__(self, column: Any, shape: Shape | None = None, metres: float = 0) -> None:
        """Say what lies near a shape; without one, near what a `Nearness` tells, later."""
        told = {} if shape is None else Nearness.of(shape, metres)._asdict()
        super().__init__(column, *(_given(name, kind, told) for name, kind in NEARNESS.items()))


@compiles(within_metres, "postgresql")
def _(element: within_metres, compiler: Any, **options: Any) -> str:
    column, shape, box, ratio, reach = (compiler.process(p, **options) for p in element.clauses)
    one, other = (f"ST_Scale({place}, {ratio}, 1.0)" for place in (column, shape))
    return f"({column} && {box} AND ST_Distance({one}, {other}) <= {reach})"


@compiles(within_metres, "sqlite")
def _(element: within_metres, compiler: Any, **options: Any) -> str:
    column = next(iter(element.clauses))
    shape, box, ratio, reach = (compiler.process(p, **options) for p in [*element.clauses][1:])
    one, other = (f"ScaleCoords({place}, {ratio}, 1.0)" for place in ("{column}", shape))
    return _near(column, compiler, box, f"ST_Distance({one}, {other}) <= {reach}", **options)


class covers(GenericFunction[Any]):
    """Whether an outline covers another geometry; uses the spatial index, then checks exactly."""

    inherit_cache = True
    _is_implicitly_boolean = True

    def __init__(self, column: Any, shape: Shape | ColumnElement[Any]) -> None:
        super().__init__(column, drawn(shape))


@compiles(covers, "postgresql")
def _(element: covers, compiler: Any, **options: Any) -> str:
    column, shape = (compiler.process(part, **options) for part in element.clauses)
    return f"ST_Covers({column}, {shape})"


@compiles(covers, "sqlite")
def _(element: covers, compiler: Any, **options: Any) -> str:
    column, shape = element.clauses
    place = compiler.process(shape, **options)
    return _near(column, compiler, place, f"ST_Covers({{column}}, {place})", **options)


def _near(column: Any, compiler: Any, frame: str, exactly: str, **options: Any) -> str:
    """SpatiaLite never uses its R*Tree by itself; the tree rounds to 32 bits, hence the recheck."""
    name = compiler.process(column, **options)
    (stored_as,) = column.base_columns  # an alias has a name of its own; its index has not
    table = name.rsplit(".", 1)[0] if "." in name else stored_as.table.name
    rows = (  # names of our own tables and columns, never a value from outside
        f"SELECT rowid FROM SpatialIndex WHERE f_table_name = '{stored_as.table.name}'"
        f" AND f_geometry_column = '{column.name}' AND search_frame = {frame}"
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
    one, other = (compiler.process(part, **options) for part in element.clauses)
    return f"ST_Distance({one}, {other}, 1)"


def keep_bounds(connection: Connection, table: str, column: str) -> None:
    """Make the database itself refuse a place that is not on Earth, wherever one number is NaN."""
    if connection.dialect.name == "postgresql":
        rule = _on_earth(column, ("ST_XMin", "ST_XMax", "ST_YMin", "ST_YMax"))
        name = f"ck_{table}_{column}_on_earth"
        connection.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({rule})"))
        return
    rule = _on_earth(f"NEW.{column}", ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"))
    for moment in ("INSERT", "UPDATE"):
        connection.execute(
            text(
                f"CREATE TRIGGER {table}_{column}_on_earth_{moment.lower()} BEFORE {moment}"
                f" ON {table} WHEN NOT ({rule})"
                f" BEGIN SELECT RAISE(ABORT, '{column} is not on Earth'); END"
            )
        )


def _on_earth(place: str, bounds: tuple[str, str, str, str]) -> str:
    """A NaN in the middle of a line shows in no bound; it makes the line invalid."""
    west, east, south, north = (f"{bound}({place})" for bound in bounds)
    return (
        f"{place} IS NULL OR (COALESCE({west} BETWEEN -180 AND 180, 1=0)"
        f" AND COALESCE({east} BETWEEN -180 AND 180, 1=0)"
        f" AND COALESCE({south} BETWEEN -90 AND 90, 1=0)"
        f" AND COALESCE({north} BETWEEN -90 AND 90, 1=0) AND ST_IsValid({place}))"
    )
