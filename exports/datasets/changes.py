"""What a release adds, changes and withdraws, by comparing two indexes of records.

An index has one line per record, in the order of identifiers: the UUID, a digest of what is
published of it, its sensitivity, then what tells later whether it showed too much: its precision,
whether it was signed, the names of its photos and sounds, the numbers of the taxa it is told to be
or to have been; between tabs. Two of them are merged as they are read: nothing is held in memory.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from shapely.geometry.base import BaseGeometry as Geometry

from exports.records import Record

END = "\uffff"
SENSITIVITY = "sensitivity"  # the reason of a change of precision asked by rules or moderators
Entry = tuple[str, str, str]  # UUID, digest, sensitivity: "" in the indexes of former versions


NAME = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # of a photo, in its address


class Change(NamedTuple):
    """What became of a record between two releases: added, changed or withdrawn."""

    uuid: str
    change: str
    reason: str = ""  # of a withdrawal it is never told: that too would be hidden


def line(record: Record) -> str:
    """The line of a record in an index."""
    told = [one.wkb if isinstance(one, Geometry) else one for one in record]
    digest = sha256(repr(told).encode()).hexdigest()
    signed = "signed" if any(record.signatories) else ""
    urls = [photo.url for photo in record.photos] + [sound.url for sound in record.sounds]
    names = [name for url in urls for name in NAME.findall(url)]
    told_as = (str(number) for number in taxa(record))
    start = (str(record.uuid), digest, str(record.sensitivity), record.precision, signed)
    return "\t".join((*start, *names, *told_as)) + "\n"


def taxa(record: Record) -> list[int]:
    """The taxa that a record names: what its author called it is one of its identifications."""
    named = [one.taxon for one in record.identifications] + [record.taxon]
    return sorted({one.cd_nom for one in named if one is not None})


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
                yield Change(now[0], "changed", _why(was, now))
            was, now = next(old), next(new)


def _why(was: Entry, now: Entry) -> str:
    return SENSITIVITY if was[2] and was[2] != now[2] else ""


def _entries(lines: Iterable[str]) -> Iterator[Entry]:
    for entry in lines:
        uuid, digest, *level = entry.rstrip("\n").split("\t")
        yield uuid, digest, "".join(level[:1])
    yield END, "", ""


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
