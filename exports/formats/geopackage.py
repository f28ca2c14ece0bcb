"""GeoPackage 1.3 (OGC 12-128r17): one layer for every shape, in WGS 84, with its R*Tree."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date
from pathlib import Path
from string import Template
from struct import pack, unpack_from

from shapely import to_wkb

from config.languages import LANGUAGES
from exports.columns import POSITION, columns
from exports.facts import place, values
from exports.format import Add, Format
from exports.records import Dataset, Record

TABLES = Template(Path(__file__).with_suffix(".sql").read_text(encoding="utf-8"))
ADD = Template('INSERT INTO "$layer" VALUES ($marks)')
CONTENTS = Template(
    "INSERT INTO gpkg_contents SELECT ?, 'features', ?, ?, ?, "
    "min(ST_MinX(geom)), min(ST_MinY(geom)), max(ST_MaxX(geom)), max(ST_MaxY(geom)), 4326 "
    'FROM "$layer" WHERE geom NOT NULL'
)
GEOMETRY = "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', 4326, 0, 0)"
EXTENSION = "INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', ?, 'write-only')"
RTREE = "http://www.geopackage.org/spec130/#extension_rtree"

TYPES = {"integer": "INTEGER", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}
EDGES = ("ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY")  # as they follow each other in a geometry
HEADER = 8  # bytes before the edges
WGS84 = 4326
BATCH = 1000  # rows written at once

Cell = str | int | float | bytes | None


@contextmanager
def write(dataset: Dataset, path: Path) -> Iterator[Add]:
    path.unlink(missing_ok=True)  # or its tables would exist already
    rows: list[tuple[Cell, ...]] = []

    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        statement = _open(database, dataset)

        def add(record: Record) -> None:
            rows.append(_row(record, dataset))
            if len(rows) == BATCH:
                database.executemany(statement, rows)
                rows.clear()

        yield add
        database.executemany(statement, rows)
        _close(database, dataset)


def _open(database: sqlite3.Connection, dataset: Dataset) -> str:
    """Make the tables and return the statement that adds a record."""
    told = [column for column in columns(dataset.protocol) if column.name not in POSITION]
    typed = ", ".join(f'"{column.name}" {TYPES.get(column.type, "TEXT")}' for column in told)
    # The standard's own triggers fill the index: they need its functions.
    database.create_function("ST_IsEmpty", 1, lambda _geometry: False)
    for number, name in enumerate(EDGES):
        database.create_function(name, 1, _edge(number))
    database.executescript(TABLES.substitute(layer=dataset.code, columns=typed))
    return ADD.substitute(layer=dataset.code, marks=", ".join("?" * (len(told) + 2)))


def _edge(number: int) -> Callable[[bytes], float]:
    return lambda geometry: float(unpack_from("<d", geometry, HEADER + 8 * number)[0])


def _row(record: Record, dataset: Dataset) -> tuple[Cell, ...]:
    """Tell a record; its fid is its rank, since a table filled in another order is slow."""
    told = values(record, dataset.protocol).values()
    dated = [one.isoformat() if isinstance(one, date) else one for one in told]
    return None, _geometry(record), *dated


def _geometry(record: Record) -> bytes | None:
    """Write GeoPackage binary: little-endian, with an envelope even for a point."""
    drawn = place(record)
    if drawn is None:
        return None
    west, south, east, north = drawn.bounds
    header = pack("<2sBBi4d", b"GP", 0, 0b00000011, WGS84, west, east, south, north)
    return header + to_wkb(drawn, byte_order=1)


def _close(database: sqlite3.Connection, dataset: Dataset) -> None:
    changed = dataset.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    title = dataset.title[LANGUAGES[0]]
    contents = (dataset.code, title, dataset.attribution, changed)
    database.execute(CONTENTS.substitute(layer=dataset.code), contents)
    database.execute(GEOMETRY, (dataset.code,))
    database.execute(EXTENSION, (dataset.code, RTREE))
    database.execute("COMMIT")


def count(path: Path) -> int:
    """Count the features of a finished file."""
    with closing(sqlite3.connect(path)) as database:
        (layer,) = database.execute("SELECT table_name FROM gpkg_contents").fetchone()
        (counted,) = database.execute(f'SELECT count(*) FROM "{layer}"').fetchone()  # noqa: S608
    return int(counted)


FORMAT = Format(
    file="{dataset}.gpkg",
    title={"fr": "GeoPackage", "en": "GeoPackage"},
    media_type="application/geopackage+sqlite3",
    write=write,
    count=count,
)
