"""Forget what is no longer needed: originals past the town's time, stale parts, files of no row."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import islice
from uuid import UUID

from citizen.evidence import store
from citizen.photos.rules import original_path
from config import clock, files, retention
from config.database import Session, transaction
from config.events import News

KINDS = ("photos", "copies", "parts", "sounds")  # the folders of evidence
FRESH = timedelta(days=1)  # a file waits for its row so long, at most
BATCH = 50


def forget_originals(news: News) -> None:  # noqa: ARG001 (what every job is given)
    """Forget the originals whose time is over; their copies stay. No time set: never."""
    if not (kept := retention.kept("KEEP_ORIGINALS")):
        return
    while True:
        with transaction() as session:
            digests = store.forget_originals(session, clock.now() - kept)
        if not digests:
            return
        forget_unless_wanted([original_path(digest) for digest in digests])


def forget_parts(news: News) -> None:  # noqa: ARG001
    """Forget uploads that were begun and never ended: the rows, then the files."""
    while True:
        with transaction() as session:
            paths = store.forget_parts(session, clock.now() - retention.kept("KEEP_PARTS"))
        if not paths:
            return
        for path in paths:
            files.store().forget(path)


def sweep(news: News) -> None:  # noqa: ARG001
    """Forget the files that no row knows: of what was refused, or broken off before its row."""
    for kind in KINDS:
        old = (path for path, at in files.store().names(kind) if at < clock.now() - FRESH)
        while some := list(islice(old, BATCH)):
            forget_unless_wanted(some)


def forget_unless_wanted(paths: Sequence[str]) -> None:
    """Forget files while nobody writes rows: one that is kept anew at this instant stays known."""
    with transaction() as session:
        wanted = _wanted(session, paths)
        for path in paths:
            if path not in wanted:
                files.store().forget(path)


def _wanted(session: Session, paths: Iterable[str]) -> set[str]:
    """Which of these files a row knows; a name that is none of ours is nobody's."""
    found: set[str] = set()
    for kind in KINDS:
        named = {path: path.rpartition("/")[2] for path in paths if path.startswith(f"{kind}/")}
        if kind == "photos":
            originals = store.wanted_originals(session, set(named.values()))
            found |= {path for path, name in named.items() if name in originals}
        elif named:
            uuids = {path: uuid for path, name in named.items() if (uuid := _uuid(name))}
            known = store.wanted_names(session, kind, list(uuids.values()))
            found |= {path for path, uuid in uuids.items() if uuid in known}
    return found


def _uuid(name: str) -> UUID | None:
    try:
        return UUID(name[:36])
    except ValueError:
        return None
