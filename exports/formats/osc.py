"""osmChange 0.6: the same trees as creations, for the tools that take a change rather than a map.

Without a changeset: it is reviewed, never sent as it is.
"""

from contextlib import AbstractContextManager
from pathlib import Path

from exports.format import Add, Format, lines_with
from exports.osm_drawing import drawn
from exports.records import Dataset

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<osmChange version="0.6" generator="Brindille">
<create>
"""
FOOT = "</create>\n</osmChange>\n"


def write(dataset: Dataset, path: Path) -> AbstractContextManager[Add]:
    return drawn(dataset, path, HEAD, FOOT)


FORMAT = Format(
    file="tree.osc",
    title={"fr": "OpenStreetMap, en osmChange", "en": "OpenStreetMap, as osmChange"},
    media_type="application/vnd.openstreetmap.osc+xml",
    write=write,
    count=lines_with(b'k="natural"'),
    standard="osm",
)
