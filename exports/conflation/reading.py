"""Read the trees of an OpenStreetMap extract as it streams, `.osm`, `.osm.pbf` or compressed."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import osmium
from osmium.filter import KeyFilter
from osmium.osm import NODE, Node

from exports.conflation.rules import Theirs

MARGIN = 0.01  # degrees around our trees: some hundred metres


class Unreadable(Exception):
    """A file that is no extract of OpenStreetMap."""


class Box(NamedTuple):
    """Where our trees are, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, longitude: float, latitude: float) -> bool:
        is_in = self.west - MARGIN <= longitude <= self.east + MARGIN
        return is_in and self.south - MARGIN <= latitude <= self.north + MARGIN


def trees(path: Path, box: Box, reference: str) -> Iterator[Theirs]:
    """Yield single trees near ours, and whatever node bears one of our references."""
    try:
        read = osmium.FileProcessor(str(path), NODE).with_filter(KeyFilter("natural", reference))
        for node in read:
            if isinstance(node, Node) and node.location.valid():
                told = {tag.k: tag.v for tag in node.tags}
                found = Theirs(node.id, node.version, node.location.lon, node.location.lat, told)
                if _is_wanted(found, box, reference):
                    yield found
    except RuntimeError as wrong:  # what osmium raises for a file it cannot read
        raise Unreadable(str(wrong)) from None


def _is_wanted(found: Theirs, box: Box, reference: str) -> bool:
    if reference in found.tags:
        return True
    return found.tags.get("natural") == "tree" and box.holds(found.longitude, found.latitude)
