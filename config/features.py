"""Features of a GeoJSON or a GeoPackage, one at a time: a national file never fits in memory."""

import sqlite3
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple
from urllib.parse import quote

import ijson

from config.reports import Unreadable

GEOPACKAGE = b"SQLite format 3\0"
DEGREES = "OGC:CRS84"
ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # bytes, by the flag that tells which it is
BROKEN = (ijson.JSONError, UnicodeDecodeError, sqlite3.DatabaseError)


class Feature(NamedTuple):
    """A feature as a file holds it; the geometry is a GeoJSON object, WKB, or nothing."""

    number: int
    properties: Mapping[str, Any]
    geometry: Any


class Layer(NamedTuple):
    """The features of a file: their projection, how many steps there are to read, and a reading.

    features: called with a function that is told how far the reading is.
    columns: the names of their properties, where the file tells them before its features.
    """

    projection: str
    length: int
    features: Callable[[Callable[[int], None]], Iterator[Feature]]
    columns: tuple[str, ...] = ()


@contextmanager
def opened(file: Path, layer: str = "", likely: str = "") -> Iterator[Layer]:
    """Open a file, whichever it is; Unreadable when it is neither, is broken or lacks the layer.

    likely: how the name of the layer ends, where a GeoPackage has several and none is asked for.
    """
    try:
        with file.open("rb") as stream:
            begins = stream.read(64)
            if begins.startswith(GEOPACKAGE):
                with closing(_connected(file)) as database:
                    yield _geopackage(database, layer, likely)
            elif begins.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
                yield _geojson(stream, file.stat().st_size)
            else:
                raise Unreadable("neither a GeoJSON nor a GeoPackage")
    except BROKEN as error:
        raise Unreadable(f"broken or cut short: {error}".splitlines()[0]) from None


# ---- GeoJSON


def _geojson(stream: IO[bytes], length: int) -> Layer:
    def features(to: Callable[[int], None]) -> Iterator[Feature]:
        stream.seek(0)
        told = ijson.items(stream, "features.item", use_float=True)
        for number, one in enumerate(told, start=1):
            to(stream.tell())
            yield _feature(number, one)

    return Layer(_declared(stream), length, features)


def _declared(stream: IO[bytes]) -> str:
    """The projection older GeoJSON names before its features; else degrees, as the standard has."""
    stream.seek(0)
    named, has_features = DEGREES, False
    for prefix, event, value in ijson.parse(stream):
        if prefix == "crs.properties.name" and isinstance(value, str):
            named = value
        if prefix == "features" and event == "start_array":
            has_features = True
            break
    if not has_features:
        raise Unreadable("this JSON has no list of features")
    return named


def _feature(number: int, told: Any) -> Feature:
    known = told if isinstance(told, dict) else {}
    properties = known.get("properties")
    kept = properties if isinstance(properties, dict) else {}
    return Feature(number, kept, known.get("geometry"))


# ---- GeoPackage


def _connected(file: Path) -> sqlite3.Connection:
    """Open read-only, with nothing of the file's own trusted to run."""
    address = f"file:{quote(str(file.resolve()))}?mode=ro&immutable=1"
    database = sqlite3.connect(address, uri=True)
    database.execute("PRAGMA trusted_schema = OFF")
    return database


def _geopackage(database: sqlite3.Connection, wanted: str, likely: str) -> Layer:
    table, column, projection = _table(database, wanted, likely)
    rows = f"SELECT * FROM {_quoted(table)}"  # noqa: S608 (a name this file holds, quoted)
    count = database.execute(f"SELECT count(*) FROM {_quoted(table)}").fetchone()[0]  # noqa: S608

    def features(to: Callable[[int], None]) -> Iterator[Feature]:
        found = database.execute(rows)
        names = [described[0] for described in found.description]
        for number, row in enumerate(found, start=1):
            to(number)
            told = dict(zip(names, row, strict=True))
            yield Feature(number, told, _wkb(told.pop(column)))

    described = database.execute(f"{rows} LIMIT 0").description
    columns = tuple(name for name, *_ in described if name != column)
    return Layer(projection, count, features, columns)


def _table(database: sqlite3.Connection, wanted: str, likely: str) -> tuple[str, str, str]:
    """Choose a layer: the one asked for, the only one, or the only one with a likely name."""
    layers = database.execute(
        "SELECT g.table_name, g.column_name, s.organization, s.organization_coordsys_id,"
        " s.definition FROM gpkg_geometry_columns g JOIN gpkg_spatial_ref_sys s USING (srs_id)"
    ).fetchall()
    named = {layer[0]: layer for layer in layers}
    close = [name for name in named if likely and name.lower().endswith(likely)]
    chosen = [wanted] if wanted else close if len(named) > 1 else [*named]
    if len(chosen) != 1 or chosen[0] not in named:
        raise Unreadable(f"choose a layer: {', '.join(sorted(named)) or 'none'}")
    table, column, organization, number, definition = named[chosen[0]]
    known = organization.upper() in {"EPSG", "OGC", "IGNF"}
    return table, column, f"{organization}:{number}" if known else definition


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _wkb(blob: Any) -> bytes | None:
    """Take the WKB out of a GeoPackage geometry; what is none is left for GEOS to refuse."""
    if not isinstance(blob, bytes):
        return None
    if blob[:2] != b"GP" or len(blob) < struct.calcsize("<2sBBi"):
        return blob
    return blob[8 + ENVELOPES.get(blob[3] >> 1 & 7, 0) :]
