"""Write a release: one reading of the records feeds every file."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Any

from config import files, towns
from config.database import Session
from config.languages import Text
from exports import store as records
from exports.datasets import changes, datapackage, manifest, notice
from exports.datasets.manifest import BuiltFile
from exports.datasets.rules import INDEX, path
from exports.format import Format
from exports.formats import suiting
from exports.records import Dataset, Record

CHANGES = "changes.csv"
CHUNK = 1 << 20


def write(
    session: Session, dataset: Dataset, folder: Path, before: Iterable[str]
) -> tuple[list[BuiltFile], int]:
    """Write every file of a release; return them, and how many records are published.

    before: the index of the release before. By cells, what is counted are the cells.
    """
    formats = suiting(dataset.protocol)
    if dataset.protocol.publication == "cells":
        feed(formats, dataset, folder, records.votes(session, dataset.protocol))
    else:
        found = records.published(session, dataset.protocol, campaign=dataset.campaign)
        feed(formats, dataset, folder, _indexed(found, folder / INDEX))
    built = [_of_format(folder, dataset.code, format_) for format_ in formats]
    counted = max((file.records or 0 for file in built), default=0)
    if dataset.protocol.publication == "records":
        built.append(_changes(folder, before))
    for name, title, media_type, describe in DESCRIPTIONS:
        (folder / name).write_bytes(describe(dataset, built, counted))
        built.append(_built(folder / name, title, media_type))
    return built, counted


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


def former_index(dataset: Dataset, release: int | None) -> Iterable[str]:
    """Read the index of a former release, if there is one."""
    name = path(towns.served(), dataset.code, release or 0, INDEX)
    if release is None or not files.store().has(name):
        return []
    return files.store().read(name).decode().splitlines()


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

Describe = Callable[[Dataset, list[BuiltFile], int], bytes]

# Written once the data files are, in this order: each describes those before it.
DESCRIPTIONS: tuple[tuple[str, dict[str, str], str, Describe], ...] = (
    (
        "datapackage.json",
        {"fr": "Description pour les machines", "en": "Description for machines"},
        "application/json",
        lambda dataset, built, _: datapackage.describe(dataset, built),
    ),
    (
        "notice.html",
        {"fr": "Notice", "en": "Notice"},
        "text/html",
        lambda dataset, built, _: notice.page(dataset, built),
    ),
    (
        "manifest.json",
        {
            "fr": "Manifeste : empreintes, effectifs, règles",
            "en": "Manifest: digests, counts, rules",
        },
        "application/json",
        manifest.describe,
    ),
)
