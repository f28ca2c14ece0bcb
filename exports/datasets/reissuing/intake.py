"""Find what former releases show too much, and take releases back: from a page or the API."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from uuid import UUID

from citizen.photos import store as photos
from citizen.progress.rules import shelf
from config import events, recall
from config.database import Session
from config.problems import Problem
from exports.datasets import changes, store
from exports.datasets.declared import store as declared
from exports.datasets.reissuing import store as reissues
from exports.datasets.reissuing.rules import GRAVE, Exposed, exposed, newest_left, shown
from exports.datasets.subjects import Subject
from exports.datasets.tables import Release
from exports.datasets.writing import former_index


class Wanted(NamedTuple):
    """Which releases to take back, and what anyone is told of it."""

    releases: tuple[int, ...]  # empty: all those that show too much
    reason: str
    words: str = ""


def exposures(session: Session, about: Subject) -> dict[int, list[Exposed]]:
    """Compare each release that may be taken with what may be shown today, newest first.

    Those by cells are compared with nothing: no record is in them.
    """
    standing = store.of(session, about.code)
    if about.protocol.publication == "cells" or not standing:
        return {one.number: [] for one in standing}
    with TemporaryDirectory(prefix="brindille-") as folder:
        index = Path(folder) / "now"
        known = _index(session, about, index)
        return {one.number: [*_of(session, one, index, known)] for one in standing}


def _index(session: Session, about: Subject, index: Path) -> set[UUID]:
    """Write today's index; return the identifiers that lead to records that bear another."""
    known: set[UUID] = set()
    with index.open("w", encoding="utf-8") as out:
        for record in declared.published(session, about):
            known.update(record.known_as)
            out.write(changes.line(record))
    return known


def _of(session: Session, release: Release, now: Path, known: set[UUID]) -> Iterator[Exposed]:
    with now.open(encoding="utf-8") as today:
        found = exposed(shown(former_index(release)), shown(today))
        yield from reissues.explained(session, found, known)


def reissue(session: Session, about: Subject, wanted: Wanted, by: int) -> Release:
    """Take releases back and return the one to take instead, built anew if none is fit for it."""
    found = exposures(session, about)
    chosen = wanted.releases or tuple(
        number for number, one in found.items() if any(e.cause in GRAVE for e in one)
    )
    taken = [one for one in store.of(session, about.code) if one.number in chosen]
    if not taken:
        raise Problem("already-withdrawn")
    numbers = [one.number for one in taken]
    instead = newest_left([n for n in found if n not in numbers], numbers)
    stands = store.begin(session, about.code, by) if instead is None else None
    for one in taken:
        reissues.take_back(one, wanted.reason, wanted.words, instead or _number(stands))
        _say_gone(session, found[one.number])
        details = {"release": one.id, "number": one.number, "reason": wanted.reason}
        events.record(session, "release.withdrawn", about.code, by, **details)
        if about.code != about.protocol.code:
            of_all = shelf(about.protocol.code)
            recall.note(session, "release.withdrawn", of_all, dataset=about.code, number=one.number)
    if stands is None:
        return store.numbered(session, about.code, str(instead))
    events.record(session, "release.requested", stands.id, by, dataset=about.code)
    return stands


def _number(release: Release | None) -> int:
    return release.number if release else 0


def _say_gone(session: Session, found: list[Exposed]) -> None:
    """Photos and sounds that were in a release, and are public no more, are said gone."""
    photos.say_gone(session, sorted({name for one in found for name in one.names}))
