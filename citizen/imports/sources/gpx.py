"""GPX: waypoints are points; tracks and routes are lines."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from citizen.imports.sources.markup import Element, elements
from citizen.imports.sources.markup import rows as drawn
from citizen.imports.sources.rows import Reading, Row, Source, To

WANTED = {"wpt", "trk", "rte"}
DRAWN = {"trkseg", "rtept"}  # parts that tell the place, not a column
PROJECTION = "OGC:CRS84"  # the standard's own


@contextmanager
def opened(file: Path, _reading: Reading) -> Iterator[Source]:
    """Open the waypoints, tracks and routes of a file, in their order."""
    with file.open("rb") as stream:

        def rows(to: To) -> Iterator[Row]:
            stream.seek(0)
            return drawn(elements(stream, WANTED, to), _columns, _geometry)

        yield Source("GPX", file.stat().st_size, rows, projection=PROJECTION)


def _columns(one: Element) -> Iterator[tuple[str, str]]:
    """Its own elements, then what programs add: the leaves of its extensions."""
    links = [child.attributes.get("href", "") for child in one.all("link")]
    leaves = [leaf for leaf in one.children if leaf.name not in DRAWN and not leaf.children]
    extensions = one.first("extensions")
    if extensions is not None:
        leaves += [leaf for leaf in extensions.within() if not leaf.children]
    for leaf in reversed(leaves):  # of two of a name, the first holds
        yield leaf.name, leaf.text
    yield "kind", one.name
    if links:
        yield "link", links[0]


def _geometry(one: Element) -> dict[str, Any]:
    if one.name == "wpt":
        return {"type": "Point", "coordinates": _position(one)}
    if one.name == "rte":
        return {"type": "LineString", "coordinates": list(map(_position, one.all("rtept")))}
    lines = [list(map(_position, part.all("trkpt"))) for part in one.all("trkseg")]
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": lines}


def _position(one: Element) -> list[float]:
    """A position; ValueError when it is none."""
    return [float(one.attributes.get(name, "")) for name in ("lon", "lat")]
