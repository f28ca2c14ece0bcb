"""OpenStreetMap XML 0.6: trees and rows of trees for a mapper to review in JOSM, never uploaded."""

from contextlib import AbstractContextManager
from pathlib import Path

from exports.format import Add, Format, lines_with
from exports.osm_drawing import drawn
from exports.records import Dataset

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" generator="Brindille" upload="never">
"""
FOOT = "</osm>\n"


def write(dataset: Dataset, path: Path) -> AbstractContextManager[Add]:
    return drawn(dataset, path, HEAD, FOOT)


FORMAT = Format(
    file="tree.osm",
    title={"fr": "OpenStreetMap, à relire dans JOSM", "en": "OpenStreetMap, to review in JOSM"},
    media_type="application/vnd.openstreetmap.data+xml",
    write=write,
    count=lines_with(b'k="natural"'),
    standard="osm",
)
