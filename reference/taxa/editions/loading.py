"""Read the files of an edition to their end, into the tables beside those in force."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from config.editions import Edition
from config.reports import Faulty, Unreadable, progress
from reference.taxa.editions import store
from reference.taxa.editions.parsed import Part, parsed
from reference.taxa.editions.reading import STATUSES, opened, text, version_of
from reference.taxa.editions.statuts import Gone, gone, statuses
from reference.taxa.editions.taxref import Rows

Keep = Callable[[Rows], None]
TOGETHER = 2_000_000  # bytes of names kept in one transaction: some ten thousand


@dataclass
class Found:
    """What the files of an edition hold."""

    version: str = ""
    names: int = 0
    statuses: int = 0
    lost: Sequence[int] = ()  # the `cd_ref` that no row has
    gone: Mapping[int, Gone] = field(default_factory=dict)


def examined(file: Path, statuts: Path | None) -> Found:
    """Read the files to their end, keeping nothing; refuse them whole when a row is faulty."""
    return _read(file, statuts, lambda _: None, lambda _: None)


def loaded(beside: Edition, file: Path, statuts: Path | None) -> Found:
    """Read the files into the tables beside."""
    return _read(
        file,
        statuts,
        lambda rows: store.add(beside, rows),
        lambda rows: store.add_statuses(beside, rows),
    )


def _read(
    file: Path, statuts: Path | None, keep: Keep, keep_statuses: Callable[..., None]
) -> Found:
    found = Found()
    _names(file, found, keep)
    if statuts is not None:
        _statuses(statuts, found, keep_statuses)
    return found


def _names(file: Path, found: Found, keep: Keep) -> None:
    with opened(file) as source, progress(file.name, source.size) as to:
        found.version = version_of(source.name) or version_of(file.name) or "TAXREF"
        with parsed(file) as parts:
            for rows, read in gathered(parts):
                keep(rows)
                to(read)
        found.gone = gone(source.gone)
    if parts.faulty.count:
        parts.faulty.refuse(file)
    if not parts.names:
        raise Unreadable(f"{file}: no name in it")
    found.names, found.lost = parts.names, parts.lost


def gathered(parts: Iterable[Part]) -> Iterator[Part]:
    """Put rows together: each time they are kept is a commit, on disk."""
    waiting, size, read = list[Rows](), 0, 0
    for rows, read in parts:
        waiting.append(rows)
        size += len(rows.taxa)
        if size >= TOGETHER:
            yield Rows(*map(b"".join, zip(*waiting, strict=True))), read
            waiting, size = [], 0
    if waiting:
        yield Rows(*map(b"".join, zip(*waiting, strict=True))), read


def _statuses(file: Path, found: Found, keep: Callable[..., None]) -> None:
    faulty, read = Faulty(), 0
    with (
        opened(file, STATUSES) as source,
        text(source.lines) as lines,
        progress(file.name, source.size) as to,
    ):
        for size, rows in statuses(lines, faulty):
            if not faulty.count:
                keep(rows)
            found.statuses += len(rows)
            read += size
            to(read)
    if faulty.count:
        faulty.refuse(file)


def say(what: str) -> None:
    """Tell on the terminal how far the work is."""
    click.echo(what, err=True)
