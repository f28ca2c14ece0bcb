"""Trees and rows of trees drawn in the XML of OpenStreetMap 0.6, for the files that hold it."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count, groupby
from pathlib import Path
from typing import BinaryIO

from lxml import etree
from shapely import get_coordinates

from exports.format import Add
from exports.osm_tags import fits, tags
from exports.records import Dataset, Record

CENTIMETRES = 10**7  # in a degree, nearly: the unit of OpenStreetMap
Tags = Mapping[str, str]
Spot = tuple[int, int]  # longitude and latitude, in this unit


@contextmanager
def drawn(dataset: Dataset, path: Path, head: str, foot: str) -> Iterator[Add]:
    """Draw all that may go to OpenStreetMap between a head and a foot."""
    with path.open("wb") as file:
        file.write(head.encode())
        sheet = _Sheet(file)

        def add(record: Record) -> None:
            if fits(record):
                points = get_coordinates(record.place) * CENTIMETRES
                spots = [(round(x), round(y)) for x, y in points.tolist()]
                sheet.draw(spots, tags(record, dataset))

        yield add
        sheet.finish()
        file.write(foot.encode())


class _Sheet:
    """A file being drawn: new objects have negative identifiers, ways follow all nodes."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.ids = count(-1, -1)
        self.taken = array("q")  # sorted; a set would weigh ten times as much
        self.rows: list[tuple[list[Spot], Tags]] = []

    def draw(self, spots: list[Spot], told: Tags) -> None:
        """Draw a tree at once and a row at the end; where a tree stands, no second one is drawn."""
        if len(spots) > 1:
            self.rows.append((spots, told))
        elif self._take(spots[0]):
            self._write("node", _where(spots[0]), told)

    def finish(self) -> None:
        corners: dict[Spot, str] = {}
        ways = [(self._corners(spots, corners), told) for spots, told in self.rows]
        for references, told in ways:
            if len(references) > 1:
                self._write("way", {}, told, references)

    def _corners(self, spots: Iterable[Spot], corners: dict[Spot, str]) -> list[str]:
        """Draw the nodes of a row, which rows may share; where a tree stands, it just goes past."""
        for spot in spots:
            if spot not in corners and self._take(spot):
                corners[spot] = self._write("node", _where(spot), {})
        references = (corners[spot] for spot in spots if spot in corners)
        return [reference for reference, _ in groupby(references)]

    def _take(self, spot: Spot) -> bool:
        """Take a place, unless it is taken: JOSM refuses two nodes at one place."""
        key = spot[0] * 2**32 + spot[1]
        at = bisect_left(self.taken, key)
        if at < len(self.taken) and self.taken[at] == key:
            return False
        self.taken.insert(at, key)
        return True

    def _write(self, kind: str, where: Tags, told: Tags, nodes: Iterable[str] = ()) -> str:
        identifier = str(next(self.ids))
        element = etree.Element(kind, {"id": identifier, **where})
        for node in nodes:
            etree.SubElement(element, "nd", ref=node)
        for key, value in told.items():
            etree.SubElement(element, "tag", k=key, v=value)
        self.file.write(b"  " + etree.tostring(element, encoding="utf-8") + b"\n")
        return identifier


def _where(spot: Spot) -> Tags:
    longitude, latitude = (f"{number / CENTIMETRES:.7f}" for number in spot)
    return {"lat": latitude, "lon": longitude}
