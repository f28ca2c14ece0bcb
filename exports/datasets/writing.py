"""Write a release: one reading of the records feeds every file."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any

from config import clock, files, towns
from config.database import Session
from config.languages import Text
from exports import store as records
from exports.datasets import changes, telling
from exports.datasets.declared import store as declared
from exports.datasets.manifest import BuiltFile
from exports.datasets.rules import INDEX, path
from exports.datasets.tables import Release
from exports.format import Format
from exports.formats import chosen
from exports.records import Dataset, Record
from exports.sinp_checks.reading import check
from exports.sinp_checks.rules import Fault

CHANGES, SINP = "changes.csv", "sinp.csv"
CHUNK = 1 << 20


class Unpublishable(Exception):
    """A release that its receivers would refuse."""


def write(
    session: Session, dataset: Dataset, folder: Path, before: Iterable[str]
) -> tuple[list[BuiltFile], int]:
    """Write every file of a release; return them, and how many records are published.

    before: the index of the release before. By cells, what is counted are the cells.
    """
    formats = chosen(dataset.protocol, declared.of(dataset).formats)
    if dataset.protocol.publication == "cells":
        feed(formats, dataset, folder, records.votes(session, dataset.protocol))
    else:
        found = declared.published(session, dataset)
        known = Days()
        feed(formats, dataset, folder, _indexed(known.of(found), folder / INDEX))
        dataset = replace(dataset, days=known.days)
    built = [_of_format(folder, dataset.code, format_) for format_ in formats]
    _refuse_faulty(folder / SINP, dataset)
    counted = max((file.records or 0 for file in built), default=0)
    if dataset.protocol.publication == "records":
        built.append(_changes(folder, before))
    for name, title, media_type, describe in telling.of(dataset):
        (folder / name).write_bytes(describe(dataset, built, counted))
        built.append(_built(folder / name, title, media_type))
    return built, counted


class Days:
    """The first and the last day that records may be of, known once they have passed."""

    def __init__(self) -> None:
        self.days: tuple[date, date] | None = None

    def of(self, found: Iterable[Record]) -> Iterable[Record]:
        for record in found:
            first, last = self.days or (record.first_day, record.last_day)
            self.days = min(first, record.first_day), max(last, record.last_day)
            yield record


def _refuse_faulty(file: Path, dataset: Dataset) -> None:
    """Stop a release whose file for the SINP would be refused there; its names are TAXREF's."""
    if found := [*islice(faults(file, dataset), 5)]:
        raise Unpublishable("; ".join(f"{file.name} {o.row}: {o.code} {o.column}" for o in found))


def faults(file: Path, dataset: Dataset) -> Iterator[Fault]:
    """What its receivers would refuse in a file for the SINP; nothing where there is none."""
    if file.exists():
        yield from check(file, max(dataset.as_of, clock.now()).date())


def feed(formats: list[Format], dataset: Dataset, folder: Path, found: Iterable[Any]) -> None:
    """Open every format, feed each the same reading, close them."""
    with ExitStack() as opened:
        adds = [
            opened.enter_context(f.write(dataset, folder / f.file_of(dataset.code)))
            for f in formats
        ]
        for one in found:
            for add in adds:
                add(one)


def _indexed(found: Iterable[Record], index: Path) -> Iterable[Record]:
    """Note each record in the index as it passes."""
    with index.open("w", encoding="utf-8") as out:
        for record in found:
            out.write(changes.line(record))
            yield record


def _changes(folder: Path, before: Iterable[str]) -> BuiltFile:
    with (folder / INDEX).open(encoding="utf-8") as now:
        changes.write(changes.between(before, now), folder / CHANGES)
    return _built(folder / CHANGES, TITLE_OF_CHANGES, "text/csv")


def former_index(release: Release | None) -> Iterable[str]:
    """Read the index of a former release, if there is one."""
    if release is None:
        return []
    name = path(towns.served(), release.dataset, release.number, INDEX)
    return files.store().read(name).decode().splitlines() if files.store().has(name) else []


def keep(dataset: Dataset, folder: Path, built: list[BuiltFile]) -> None:
    """Put the files in the store; nobody sees them before the release is marked published."""
    names = [file.name for file in built]
    if (folder / INDEX).exists():
        names.append(INDEX)
    for name in names:
        stored = path(towns.served(), dataset.code, dataset.release, name)
        files.store().keep_file(stored, folder / name)


def _of_format(folder: Path, dataset: str, format_: Format) -> BuiltFile:
    file = folder / format_.file_of(dataset)
    return _built(file, format_.title, format_.media_type, format_)


def _built(file: Path, title: Text, media_type: str, format_: Format | None = None) -> BuiltFile:
    digest = sha256()
    with file.open("rb") as source:
        for chunk in iter(lambda: source.read(CHUNK), b""):
            digest.update(chunk)
    return BuiltFile(
        name=file.name,
        title=title,
        media_type=media_type,
        bytes=file.stat().st_size,
        sha256=digest.hexdigest(),
        format=format_,
        records=format_.count(file) if format_ else None,
    )


TITLE_OF_CHANGES = {
    "fr": "Ce qui a changé depuis la publication précédente",
    "en": "What changed since the release before",
}
