"""Examine a whole file of outlines, then put it in force in one switch, or refuse it whole."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from pyproj.exceptions import CRSError

from config.features import Feature, Layer, opened
from config.places import Fault
from config.reports import Faulty, RowFaults, Unreadable, progress
from reference.territories.vintages.outlines import Project, outline, projection
from reference.territories.vintages.rules import Drawn, Facts

Read = Callable[[Mapping[str, Any]], tuple[Facts, list[Fault]]]
LIKELY = "commune"  # how the name of the layer ends in IGN's files


class Examined:
    """The rows of a file that was read to its end without a fault, kept aside on the disk."""

    def __init__(self, spool: IO[bytes]) -> None:
        self.spool, self.codes = spool, dict[tuple[str, str], int]()

    def add(self, row: Drawn) -> None:
        head = json.dumps([*row.facts, len(row.wkb)])
        self.spool.write(head.encode() + b"\n" + row.wkb)

    def rows(self) -> Iterator[Drawn]:
        self.spool.seek(0)
        while head := self.spool.readline():
            *facts, length = json.loads(head)
            yield Drawn(Facts(*facts), self.spool.read(length))


@contextmanager
def examined(file: Path, read: Read, layer: str = "") -> Iterator[Examined]:
    """Examine every feature, a bounded part in memory; refuse the file, row by row, if one is bad.

    read: what the properties of a feature say. Raises Unreadable when the file cannot be read.
    """
    with TemporaryFile() as spool:
        found, wrong = Examined(spool), Faulty()
        with opened(file, layer, LIKELY) as source, progress(file.name, source.length) as to:
            project = _projection(source)
            for feature in source.features(to):
                _examine(feature, read, project, (found, wrong))
        if wrong.count:
            wrong.refuse(file)
        if not found.codes:
            raise Unreadable("no feature in it")
        yield found


def _examine(
    feature: Feature, read: Read, project: Project | None, into: tuple[Examined, Faulty]
) -> None:
    found, wrong = into
    facts, faults = read(feature.properties)
    drawn = outline(feature.geometry, project)
    if isinstance(drawn, Fault):
        faults.append(drawn)
    key = facts.kind, facts.code
    if facts.code and found.codes.setdefault(key, feature.number) != feature.number:
        faults.append(Fault("/properties/code", "repeated"))
    if faults:
        wrong.add(RowFaults(feature.number, faults))
    elif not isinstance(drawn, Fault):
        found.add(Drawn(facts, drawn.wkb))


def _projection(source: Layer) -> Project | None:
    try:
        return projection(source.projection)
    except CRSError:
        raise Unreadable(f"unknown projection {source.projection[:80]!r}") from None
