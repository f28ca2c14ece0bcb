"""Cut the files of a release, row by row, from what was published: nothing is read anew."""

import csv
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import partial
from hashlib import sha256
from itertools import chain, repeat
from pathlib import Path, PurePosixPath
from string import Template

from shapely import from_wkb
from shapely.geometry.base import BaseGeometry as Geometry

from exports.datasets.cutting.rules import Area, is_inside, of_columns, of_feature

CHUNK = 1 << 20
FEATURE = b'{"type":"Feature",'
ENVELOPED = 40  # bytes before the WKB of our GeoPackages: a header and an envelope
TABLE = "SELECT table_name FROM gpkg_contents"
PLACES = ("precision", "commune_code", "department", "cell_10km")
DROP = Template(f'DELETE FROM "$layer" WHERE NOT is_inside(geom, {", ".join(PLACES)})')  # noqa: S608
BOUNDS = Template(
    "UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) ="
    ' (SELECT min(minx), min(miny), max(maxx), max(maxy) FROM "rtree_${layer}_geom")'
)
# An R*Tree rounds to 32 bits, outwards: its bounds hold all there is.
Chunks = Iterable[bytes]


def cut(file: str, chunks: Chunks, area: Area, path: Path) -> str:
    """Write what of a file lies in a territory; return the SHA-256 of what was written."""
    CUTTERS[PurePosixPath(file).suffix](chunks, area, path)
    with path.open("rb") as written:
        digest = sha256()
        for chunk in iter(lambda: written.read(CHUNK), b""):
            digest.update(chunk)
    return digest.hexdigest()


def _table(chunks: Chunks, area: Area, path: Path) -> None:
    lines = (line.decode() for line in lines_of(chunks))
    rows = csv.reader(lines)
    names = next(rows)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(names)
        for row in rows:
            if is_inside(of_columns(dict(zip(names, row, strict=True))), area):
                writer.writerow(row)


def _features(chunks: Chunks, area: Area, path: Path) -> None:
    lines, between = lines_of(chunks), chain([b"\n"], repeat(b",\n"))
    with path.open("wb") as out:
        out.write(next(lines).rstrip())
        for line in lines:
            told = line.rstrip(b",\r\n")
            if told.startswith(FEATURE) and is_inside(of_feature(json.loads(told)), area):
                out.write(next(between) + told)
        out.write(b"\n]}\n")


def _package(chunks: Chunks, area: Area, path: Path) -> None:
    with path.open("wb") as out:
        out.writelines(chunks)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        (layer,) = database.execute(TABLE).fetchone()
        database.create_function("is_inside", len(PLACES) + 1, partial(_is_inside, area))
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("BEGIN")
        database.execute(DROP.substitute(layer=layer))
        database.execute(BOUNDS.substitute(layer=layer))
        database.execute("COMMIT")
        database.execute("VACUUM")


def _is_inside(area: Area, geometry: bytes | None, *told: str | None) -> bool:
    drawn = partial(_shape, geometry)
    row = dict(zip(PLACES, told, strict=True))
    return is_inside(of_columns(row)._replace(drawn=drawn), area)


def _shape(geometry: bytes | None) -> Geometry | None:
    return from_wkb(geometry[ENVELOPED:]) if geometry else None


CUTTERS: Mapping[str, Callable[[Chunks, Area, Path], None]] = {
    ".csv": _table,
    ".geojson": _features,
    ".gpkg": _package,
}


def lines_of(chunks: Chunks) -> Iterator[bytes]:
    """Cut a stream of bytes into its lines, each with its end."""
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from (line + b"\n" for line in whole)
    if rest:
        yield rest
