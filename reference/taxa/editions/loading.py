"""Read the files of an edition to their end, into the tables beside those in force."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import click

from config import words
from config.editions import Edition
from config.reports import START, Faulty, Reached, Unreadable, progress
from reference.taxa.editions import store
from reference.taxa.editions.parsed import Part, Stopped, parsed
from reference.taxa.editions.reading import STATUSES, opened, text, version_of
from reference.taxa.editions.statuts import Gone, gone, statuses
from reference.taxa.editions.taxref import Rows

Keep = Callable[[Rows, Reached], None]
KeepStatuses = Callable[[Sequence[tuple[str, ...]], Reached], None]
TOGETHER = 1_500_000  # bytes of names kept in one transaction: some eight thousand
MAKERS = (*sorted(Path(__file__).parent.parent.rglob("*.py")), Path(words.__file__))


@dataclass
class Found:
    """What the files of an edition hold."""

    version: str = ""
    names: int = 0
    statuses: int = 0
    lost: Sequence[int] = ()  # the `cd_ref` that no row has
    gone: Mapping[int, Gone] = field(default_factory=dict)


class Since(NamedTuple):
    """How far the files are in already, when an interrupted loading goes on."""

    names: Reached = START
    statuses: Reached = START


def source(*digests: str) -> str:
    """What rows are made from: the files, and this version of our code."""
    made = sha256(b"".join(file.read_bytes() for file in MAKERS)).hexdigest()
    return " ".join([*digests, made])


def examined(file: Path, statuts: Path | None) -> Found:
    """Read the files to their end, keeping nothing; refuse them whole when a row is faulty."""
    return _read(file, statuts, lambda *_: None, lambda *_: None, Since())


def loaded(beside: Edition, file: Path, statuts: Path | None) -> Found:
    """Read the files into the tables beside: what they lack; refused, they leave nothing there."""
    since = Since(*store.reached(beside))
    if since.names.read:
        say(f"going on where it was interrupted: {since.names.numbered:,} names are in already")
    try:
        return _read(
            file, statuts, partial(store.add, beside), partial(store.add_statuses, beside), since
        )
    except Stopped:
        raise
    except (Unreadable, click.ClickException):
        beside.clear()
        raise


def _read(
    file: Path, statuts: Path | None, keep: Keep, keep_statuses: KeepStatuses, since: Since
) -> Found:
    found = Found()
    _names(file, found, keep, since.names)
    if statuts is not None:
        _statuses(statuts, found, keep_statuses, since.statuses)
    return found


def _names(file: Path, found: Found, keep: Keep, since: Reached) -> None:
    with opened(file) as source, progress(file.name, source.size, since.read) as to:
        found.version = version_of(source.name) or version_of(file.name) or "TAXREF"
        with parsed(file, since) as parts:
            for rows, upto in gathered(parts):
                keep(rows, upto)
                to(upto.read)
                del rows  # or they would weigh until the next are together
        found.gone = gone(source.gone)
    if parts.faulty.count:
        parts.faulty.refuse(file)
    if not parts.names:
        raise Unreadable(f"{file}: no name in it")
    found.names, found.lost = parts.names, parts.lost


def gathered(parts: Iterable[Part]) -> Iterator[Part]:
    """Put rows together: each time they are kept is a commit, on disk."""
    waiting, size, upto = list[Rows](), 0, START
    for rows, upto in parts:
        waiting.append(rows)
        size += len(rows.taxa)
        if size >= TOGETHER:
            together, waiting, size = _together(waiting), [], 0
            yield together, upto
            del together
    if waiting:
        yield _together(waiting), upto


def _together(waiting: Sequence[Rows]) -> Rows:
    return Rows(*map(b"".join, zip(*waiting, strict=True)))


def _statuses(file: Path, found: Found, keep: KeepStatuses, since: Reached) -> None:
    faulty, read = Faulty(), 0
    with (
        opened(file, STATUSES) as source,
        text(source.lines) as lines,
        progress(file.name, source.size, since.read) as to,
    ):
        for size, rows in statuses(lines, faulty):
            found.statuses += len(rows)
            read += size
            if not faulty.count and read > since.read:
                keep(rows, Reached(read, found.statuses))
                to(read)
    if faulty.count:
        faulty.refuse(file)


def say(what: str) -> None:
    """Tell on the terminal how far the work is."""
    click.echo(what, err=True)
