"""Read a few rows of a file as it is made, in the names of its own fields."""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from io import TextIOWrapper
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZipFile

from lxml import etree

from exports.format import Format

SHOWN = 3  # rows
LONGEST = 140  # characters of a value: an address or a shape may have thousands

Row = Mapping[str, str]
Read = Callable[[Format, Path], Iterator[Row]]


class Outlet(NamedTuple):
    """A file of the release: what its first rows say, or nothing where it is no text."""

    file: str
    title: Mapping[str, str]
    fields: list[tuple[str, list[str]]]  # name → its value in each row
    left_out: int = 0  # of the records it was given, those it does not take
    is_read: bool = True


def outlet(format_: Format, path: Path, given: int) -> Outlet:
    """Say what a file shows of the records it was given."""
    read = _reader(format_)
    rows = [*islice(read(format_, path), SHOWN)] if read else []
    narrows = bool(format_.standard) and format_.publication == "records"
    left_out = given - format_.count(path) if read and narrows else 0
    return Outlet(path.name, format_.title, fields(rows), left_out, is_read=read is not None)


def is_read(format_: Format) -> bool:
    """Whether people can read the file as it is."""
    return _reader(format_) is not None


def _reader(format_: Format) -> Read | None:
    if format_.media_type == "application/zip" and not format_.standard:
        return None  # an archive of photos
    return READERS.get(format_.media_type)


def fields(rows: list[Row]) -> list[tuple[str, list[str]]]:
    """Turn rows into fields, those that say something, in their order."""
    names = dict.fromkeys(name for row in rows for name, value in row.items() if value)
    return [(name, [_cut(row.get(name, "")) for row in rows]) for name in names]


def _cut(value: str) -> str:
    return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"


def _table(format_: Format, path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=format_.delimiter)


def _features(_: Format, path: Path) -> Iterator[Row]:
    yield from map(_feature, json.loads(path.read_bytes())["features"])


def _tasks(_: Format, path: Path) -> Iterator[Row]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield from map(_feature, json.loads(line.strip("\x1e"))["features"])


def _feature(told: Mapping[str, Any]) -> Row:
    shape = told["geometry"]
    where = f"{shape['type']} {json.dumps(shape['coordinates'])}" if shape else ""
    said = {name: _text(value) for name, value in told["properties"].items()}
    return {"geometry": where, **said}


def _text(value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def _drawn(_: Format, path: Path) -> Iterator[Row]:
    """Trees and rows of trees; a corner of a row says nothing by itself."""
    for one in etree.parse(path).iter("node", "way"):
        if tags := {str(tag.get("k")): str(tag.get("v")) for tag in one.iterfind("tag")}:
            where = {name: str(one.get(name)) for name in ("lat", "lon") if one.get(name)}
            yield {**where, **tags}


def _archive(_: Format, path: Path) -> Iterator[Row]:
    """The occurrences of a Darwin Core archive."""
    with ZipFile(path) as archive, archive.open("occurrence.txt") as occurrences:
        lines = TextIOWrapper(occurrences, encoding="utf-8", newline="\n")
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


READERS: Mapping[str, Read] = {
    "text/csv": _table,
    "application/geo+json": _features,
    "application/geo+json-seq": _tasks,
    "application/vnd.openstreetmap.data+xml": _drawn,
    "application/vnd.openstreetmap.osc+xml": _drawn,
    "application/zip": _archive,
}
