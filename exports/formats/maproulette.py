"""Line-delimited GeoJSON for MapRoulette: a cooperative task for each tree, a change to review.

Each line is a record separator, then a FeatureCollection (the wiki of maproulette3); its change
file is laid out as mr-cli makes them. What is mapped already is told by `brindille conflate`.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lxml import etree
from shapely import Point

from exports.format import Add, Format, lines_with
from exports.osm_tags import fits, tags
from exports.records import Dataset, Record

SEPARATOR = "\x1e"  # RFC 8142
DECIMALS = 7  # of a degree: a centimetre


@contextmanager
def write(dataset: Dataset, path: Path) -> Iterator[Add]:
    with path.open("w", encoding="utf-8", newline="") as file:

        def add(record: Record) -> None:
            if fits(record) and isinstance(record.place, Point):  # of a row, a mapper draws the way
                told = json.dumps(task(record, record.place, tags(record, dataset)))
                file.write(f"{SEPARATOR}{told}\n")

        yield add


def task(record: Record, place: Point, told: Mapping[str, str]) -> dict[str, Any]:
    """One task: where it is, what its instructions may quote, and the change to accept."""
    at = [round(place.x, DECIMALS), round(place.y, DECIMALS)]
    feature = {
        "type": "Feature",
        "id": str(record.uuid),
        "geometry": {"type": "Point", "coordinates": at},
        "properties": {"uuid": str(record.uuid), **told},
    }
    content = b64encode(change(at, told)).decode()
    file = {"type": "xml", "format": "osc", "encoding": "base64", "content": content}
    work = {"meta": {"version": 2, "type": 2}, "file": file}
    return {"type": "FeatureCollection", "features": [feature], "cooperativeWork": work}


def change(at: list[float], told: Mapping[str, str]) -> bytes:
    """The osmChange that creates one tree."""
    root = etree.Element("osmChange", version="0.6", generator="Brindille")
    where = {"lon": f"{at[0]:.{DECIMALS}f}", "lat": f"{at[1]:.{DECIMALS}f}"}
    node = etree.SubElement(etree.SubElement(root, "create"), "node", {"id": "-1", **where})
    for key, value in told.items():
        etree.SubElement(node, "tag", k=key, v=value)
    return bytes(etree.tostring(root, encoding="utf-8"))


FORMAT = Format(
    file="maproulette.geojsonl",
    title={"fr": "Tâches pour MapRoulette", "en": "Tasks for MapRoulette"},
    media_type="application/geo+json-seq",
    write=write,
    count=lines_with(b"\x1e"),
    standard="osm",
)
