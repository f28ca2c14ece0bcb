"""Build a release: one reading of the records feeds every file; it is public once all are kept."""

import tempfile
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Any

from config import clock, files, site, towns
from config.database import Session, reading, transaction
from config.events import News
from config.protocols import protocol
from config.towns import Town
from exports import store as records
from exports.datasets import changes, datapackage, manifest, notice
from exports.datasets.manifest import BuiltFile
from exports.datasets.rules import INDEX, dataset_of, path
from exports.datasets.tables import Release
from exports.format import Format
from exports.formats import suiting
from exports.records import Dataset, Record

CHANGES = "changes.csv"


def build_requested(news: News) -> None:
    """Build the release that someone asked for."""
    build(int(news.subject))


def build(number: int) -> Release:
    """Build a release by its row; built already, it is left alone."""
    with reading() as session:
        release = session.get_one(Release, number)
        town = session.get_one(Town, release.town_id)
        if release.state == "published":
            return release
        as_of = records.last_change(session, release.dataset) or clock.now()
        place = site.url()
        dataset = dataset_of(protocol(release.dataset), town, release.number, as_of, place)
        with tempfile.TemporaryDirectory(prefix="brindille-") as folder:
            built, counted = write(session, dataset, Path(folder))
            keep(dataset, Path(folder), built)
    with transaction() as session:
        release = session.get_one(Release, number)
        release.state, release.published_at = "published", clock.now()
        release.as_of, release.records = as_of, counted
        release.files = {file.name: _told(file) for file in built}
    return release


def write(session: Session, dataset: Dataset, folder: Path) -> tuple[list[BuiltFile], int]:
    """Write every file of a release in a folder; return them, and how many records were read."""
    formats = suiting(dataset.protocol)
    if dataset.protocol.publication == "cells":
        counted = feed(formats, dataset, folder, records.votes(session, dataset.protocol))
    else:
        found = records.published(session, dataset.protocol)
        counted = feed(formats, dataset, folder, _indexed(found, folder / INDEX))
    built = [_built(folder / f.file_of(dataset.code), f) for f in formats]
    built += _changes(dataset, folder)
    for name, title, media_type, describe in DESCRIPTIONS:
        (folder / name).write_bytes(describe(dataset, built, counted))
        built.append(_built(folder / name, None, title, media_type))
    return built, counted


def feed(formats: list[Format], dataset: Dataset, folder: Path, found: Iterable[Any]) -> int:
    """Open every format, feed each the same reading, close them."""
    counted = 0
    with ExitStack() as opened:
        adds = [
            opened.enter_context(f.write(dataset, folder / f.file_of(dataset.code)))
            for f in formats
        ]
        for one in found:
            counted += 1
            for add in adds:
                add(one)
    return counted


def _indexed(found: Iterable[Record], index: Path) -> Iterable[Record]:
    """Note each record in the index as it passes."""
    with index.open("w", encoding="utf-8") as out:
        for record in found:
            out.write(changes.line(record))
            yield record


def _changes(dataset: Dataset, folder: Path) -> list[BuiltFile]:
    """Compare with the release before; what is published by cells has no records to compare."""
    if dataset.protocol.publication == "cells":
        return []
    with (folder / INDEX).open(encoding="utf-8") as now:
        changes.write(changes.between(former_index(dataset), now), folder / CHANGES)
    title = {
        "fr": "Ce qui a changé depuis la publication précédente",
        "en": "What changed since the release before",
    }
    return [_built(folder / CHANGES, None, title, "text/csv")]


def former_index(dataset: Dataset) -> Iterable[str]:
    """Read the index of the release before, if there is one."""
    name = path(towns.served(), dataset.code, dataset.release - 1, INDEX)
    if not files.store().has(name):
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


def _built(
    file: Path, format_: Format | None, title: Any = None, media_type: str = ""
) -> BuiltFile:
    digest = sha256()
    with file.open("rb") as source:
        for chunk in iter(lambda: source.read(1 << 20), b""):
            digest.update(chunk)
    return BuiltFile(
        name=file.name,
        title=format_.title if format_ else title,
        media_type=format_.media_type if format_ else media_type,
        bytes=file.stat().st_size,
        sha256=digest.hexdigest(),
        format=format_,
    )


def _told(file: BuiltFile) -> dict[str, Any]:
    return {
        "bytes": file.bytes,
        "sha256": file.sha256,
        "media_type": file.media_type,
        "title": dict(file.title),
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
