"""Know whether a release would say anything new, and which of those asked for came to nothing."""

import json
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from config import events, files, towns
from config.database import Session
from config.events import Event
from exports import store as records
from exports.datasets import changes, jobs, store
from exports.datasets.declared import store as declared
from exports.datasets.manifest import made_by
from exports.datasets.rules import path
from exports.datasets.subjects import Subject
from exports.datasets.tables import Release
from exports.datasets.writing import feed, former_index
from exports.formats import cells
from exports.records import Dataset

MANIFEST, CELLS = "manifest.json", "cells.csv"
ASKED = ("release.due", "release.requested")


def is_new(session: Session, about: Subject) -> bool:
    """Whether the next release would differ from the last: in a record, or in how it is made."""
    last = store.last_told(session, about.code)
    number = last.number if last else 0
    coming = Release(dataset=about.code, number=number + 1, town_id=towns.served())
    dataset = jobs.described(session, coming)
    if last is None or last.state != "published":
        return _holds(session, about)
    if _made_by(last) != made_by(dataset):
        return True
    if about.protocol.publication == "cells":
        return bool(_cells(session, dataset, last) != last.files.get(CELLS, {}).get("sha256"))
    now = (changes.line(one).rstrip("\n") for one in declared.published(session, about))
    return digest(one.rstrip("\n") for one in former_index(last)) != digest(now)


def digest(lines: Iterable[str]) -> str:
    """A digest of an index: all of it is read, so that no cursor is left open."""
    told = sha256()
    for line in lines:
        told.update(f"{line}\n".encode())
    return told.hexdigest()


def _holds(session: Session, about: Subject) -> bool:
    """Whether there is anything to publish at all."""
    if about.protocol.publication == "cells":
        return sum(1 for _ in records.votes(session, about.protocol)) > 0
    return sum(1 for _ in declared.published(session, about)) > 0


def _made_by(last: Release) -> str:
    name = path(towns.served(), last.dataset, last.number, MANIFEST)
    if not files.store().has(name):
        return ""
    return str(json.loads(files.store().read(name)).get("made_by", ""))


def _cells(session: Session, dataset: Dataset, last: Release) -> str:
    """The digest of today's squares, told as the last release was."""
    as_then = replace(dataset, release=last.number, as_of=last.as_of or dataset.as_of)
    with tempfile.TemporaryDirectory(prefix="brindille-") as folder:
        feed([cells.FORMAT], as_then, Path(folder), records.votes(session, dataset.protocol))
        return sha256((Path(folder) / CELLS).read_bytes()).hexdigest()


def failed(session: Session, dataset: str, last: Release | None) -> Event | None:
    """Find what came to nothing after five tries since the newest release of a dataset."""
    since = last.published_at if last else None
    for event in reversed(events.dead(session)):
        of = event.details.get("dataset", event.subject)
        if event.name in ASKED and of == dataset and (since is None or event.happened_at > since):
            return event
    return None
