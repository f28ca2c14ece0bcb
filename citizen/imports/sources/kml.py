"""KML and KMZ: each placemark is a row; its ExtendedData are columns. Nothing is ever fetched."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from citizen.imports.sources.markup import Element, elements
from citizen.imports.sources.markup import rows as drawn
from citizen.imports.sources.rows import Reading, Row, Source, To, broken, unreadable
from config.reports import BROKEN_ZIP

WANTED = {"Placemark"}
PROJECTION = "OGC:CRS84"  # the standard's own
SHAPES = {"Point", "LineString", "LinearRing", "Polygon", "MultiGeometry"}
APART = SHAPES | {"ExtendedData", "TimeStamp", "TimeSpan", "Style", "StyleMap", "LookAt", "Camera"}
MAX_UNPACKED = 500_000_000  # bytes
MAX_RATIO = 200  # how much smaller than itself a text may be packed
SMALL = 10_000_000  # bytes: no bomb, however well it is packed


@contextmanager
def opened(file: Path, _reading: Reading) -> Iterator[Source]:
    """Open the placemarks of a file, in their order."""
    with file.open("rb") as stream:

        def rows(to: To) -> Iterator[Row]:
            stream.seek(0)
            return drawn(elements(stream, WANTED, to), _columns, _geometry)

        yield Source("KML", file.stat().st_size, rows, None, PROJECTION)


@contextmanager
def unpacked(file: Path, _reading: Reading) -> Iterator[Source]:
    """Open the documents of a KMZ, the main one first; refuse a bomb by what it declares."""
    try:
        with zipfile.ZipFile(file) as packed:
            documents = _documents(packed)
            length = sum(one.file_size for one in documents)

            def rows(to: To) -> Iterator[Row]:
                return drawn(_placemarks(packed, documents, to), _columns, _geometry)

            yield Source("KMZ", length, rows, None, PROJECTION)
    except (*BROKEN_ZIP, OSError) as error:
        raise broken(error) from None


def _documents(packed: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    found = [one for one in packed.infolist() if one.filename.lower().endswith(".kml")]
    if not found:
        raise unreadable("file-zip")
    small = sum(one.compress_size for one in found)
    if sum(one.file_size for one in found) > max(SMALL, min(MAX_UNPACKED, small * MAX_RATIO)):
        raise unreadable("file-bomb")
    return sorted(found, key=lambda one: one.filename.lower() != "doc.kml")


def _placemarks(
    packed: zipfile.ZipFile, documents: list[zipfile.ZipInfo], to: To
) -> Iterator[Element]:
    """The placemarks of every document: programs split theirs, and a zip holds each to its size."""
    before = 0
    for document in documents:
        with packed.open(document) as stream:
            yield from elements(stream, WANTED, partial(_further, to, before))
        before += document.file_size


def _further(to: To, before: int, position: int) -> None:
    to(before + position)


def _columns(one: Element) -> Iterator[tuple[str, str]]:
    """What its ExtendedData hold, then its own elements, which hold where both have a name."""
    data = one.first("ExtendedData")
    yield from _data(data) if data else ()
    when = one.first("TimeStamp")
    if when is not None and (moment := when.first("when")) is not None:
        yield "when", moment.text
    if "id" in one.attributes:
        yield "id", one.attributes["id"]
    yield from ((child.name, child.text) for child in one.children if child.name not in APART)


def _data(data: Element) -> Iterator[tuple[str, str]]:
    for leaf in data.within():
        name, value = leaf.attributes.get("name", ""), leaf.first("value")
        if leaf.name == "Data" and value is not None:
            yield name, value.text
        elif leaf.name == "SimpleData":
            yield name, leaf.text


def _geometry(one: Element) -> dict[str, Any] | None:
    drawn = [child for child in one.children if child.name in SHAPES]
    return _shape(drawn[0]) if drawn else None


def _shape(drawn: Element) -> dict[str, Any]:
    if drawn.name == "Point":
        return {"type": "Point", "coordinates": (_positions(drawn) or [[]])[0]}
    if drawn.name == "Polygon":
        rings = [*drawn.all("outerBoundaryIs"), *drawn.all("innerBoundaryIs")]
        found = [ring for boundary in rings for ring in boundary.all("LinearRing")]
        return {"type": "Polygon", "coordinates": [_positions(ring) for ring in found]}
    if drawn.name == "MultiGeometry":
        parts = [_shape(part) for part in drawn.children if part.name in SHAPES]
        return {"type": "GeometryCollection", "geometries": parts}
    return {"type": "LineString", "coordinates": _positions(drawn)}


def _positions(drawn: Element) -> list[list[float]]:
    """Positions `lon,lat,height` parted by spaces; ValueError when they are none."""
    told = drawn.first("coordinates")
    pieces = told.text.split() if told else []
    return [[float(number) for number in piece.split(",")] for piece in pieces]
