"""The files an inventory may come in: whatever the file is, rows come out, one at a time."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from citizen.imports.sources import csv_table, geojson, geopackage, gpx, kml
from citizen.imports.sources.rows import Reading, Source, unreadable

OPENERS: dict[str, Callable[[Path, Reading], AbstractContextManager[Source]]] = {
    "GeoPackage": geopackage.opened,
    "KMZ": kml.unpacked,
    "GeoJSON": geojson.opened,
    "GPX": gpx.opened,
    "KML": kml.opened,
    "CSV": csv_table.opened,
}
HEAD = 4096  # bytes that tell what a file is
SHEETS = (b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis")


@contextmanager
def opened(file: Path, reading: Reading) -> Iterator[Source]:
    """Open a file by what it holds, whatever its name; refuse one that is none of these."""
    with file.open("rb") as stream:
        kind = kind_of(stream.read(HEAD))
    with OPENERS[kind](file, reading) as source:
        yield source


def kind_of(head: bytes) -> str:
    """Which kind of file begins so."""
    if not head.strip():
        raise unreadable("file-empty")
    if head.startswith(b"SQLite format 3\0"):
        return "GeoPackage"
    if head.startswith(b"PK\3\4"):
        if any(sign in head for sign in SHEETS):
            raise unreadable("file-spreadsheet")
        return "KMZ"
    plain = head.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n")
    if plain.startswith(b"{"):
        return "GeoJSON"
    return _markup(plain) if plain.startswith(b"<") else "CSV"


def _markup(head: bytes) -> str:
    for kind in ("GPX", "KML"):
        if b"<" + kind.lower().encode() in head.lower():
            return kind
    raise unreadable("file-markup")
