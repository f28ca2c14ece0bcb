"""What a release adds, changes and withdraws, by comparing two indexes of records.

An index has one line per record, in the order of identifiers: the UUID, a tab, a digest of what
is published of it. Two of them are merged as they are read: nothing is held in memory.
"""

import csv
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from shapely.geometry.base import BaseGeometry as Geometry

from exports.records import Record

END = "\uffff"


class Change(NamedTuple):
    """What became of a record between two releases: added, changed or withdrawn."""

    uuid: str
    change: str


def line(record: Record) -> str:
    """The line of a record in an index."""
    told = [one.wkb if isinstance(one, Geometry) else one for one in vars(record).values()]
    return f"{record.uuid}\t{sha256(repr(told).encode()).hexdigest()}\n"


def between(before: Iterable[str], after: Iterable[str]) -> Iterator[Change]:
    """Merge two indexes and yield the changes, by identifier."""
    old, new = _entries(before), _entries(after)
    was, now = next(old), next(new)
    while was[0] != END or now[0] != END:
        if was[0] < now[0]:
            yield Change(was[0], "withdrawn")
            was = next(old)
        elif now[0] < was[0]:
            yield Change(now[0], "added")
            now = next(new)
        else:
            if was[1] != now[1]:
                yield Change(now[0], "changed")
            was, now = next(old), next(new)


def _entries(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for entry in lines:
        uuid, _, digest = entry.rstrip("\n").partition("\t")
        yield uuid, digest
    yield END, ""


def write(changes: Iterable[Change], path: Path) -> dict[str, int]:
    """Write changes.csv; return how many of each kind."""
    counted = {"added": 0, "changed": 0, "withdrawn": 0}
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(Change._fields)
        for change in changes:
            counted[change.change] += 1
            table.writerow(change)
    return counted
