"""Read the files of an edition to their end, into the tables beside those in force."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import click

from config.editions import Editions
from config.reports import Faulty, Unreadable, progress
from reference.taxa.editions import store
from reference.taxa.editions.checking import Reader
from reference.taxa.editions.reading import STATUSES, batches, header, opened, version_of
from reference.taxa.editions.statuts import Gone, gone, statuses
from reference.taxa.editions.taxref import Layout, Rows

Keep = Callable[[Rows], None]
TOGETHER = 5_000  # names kept in one transaction: a tenth of a second


@dataclass
class Found:
    """What the files of an edition hold."""

    version: str = ""
    names: int = 0
    statuses: int = 0
    lost: set[int] = field(default_factory=set)  # the `cd_ref` that no row has
    gone: Mapping[int, Gone] = field(default_factory=dict)


def examined(file: Path, statuts: Path | None) -> Found:
    """Read the files to their end, keeping nothing; refuse them whole when a row is faulty."""
    return _read(file, statuts, lambda _: None, lambda _: None)


def loaded(beside: Editions, file: Path, statuts: Path | None) -> Found:
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
        found.version = version_of(source.name) or version_of(file.name)
        if not found.version:
            found.version = "TAXREF"
        layout = Layout(header(source.lines, "\t"))
        if layout.missing:
            raise Unreadable(f"{file}: no column {', '.join(layout.missing)}, by tabs")
        reader, read = Reader(layout), 0
        with beside_reading(keep) as hand_over:
            for batch in batches(source.lines):
                hand_over(reader.read(batch))
                read += batch.size
                to(read)
        found.gone = gone(source.gone)
    if reader.faulty.count:
        reader.faulty.refuse(file)
    if not reader.seen:
        raise Unreadable(f"{file}: no name in it")
    found.names, found.lost = len(reader.seen), reader.lost()


@contextmanager
def beside_reading(keep: Keep) -> Iterator[Keep]:
    """Keep rows while the next ones are read, many at a time: each time is a commit, on disk."""
    with ThreadPoolExecutor(1) as keeper:
        gathered, waiting = Rows([], [], []), list[Future[None]]()

        def hand_over(rows: Rows) -> None:
            nonlocal gathered
            for some, more in zip(gathered, rows, strict=True):
                some.extend(more)
            if len(gathered.taxa) >= TOGETHER:
                finish(waiting)
                waiting.append(keeper.submit(keep, gathered))
                gathered = Rows([], [], [])

        yield hand_over
        finish(waiting)
        keep(gathered)


def finish(waiting: list[Future[None]]) -> None:
    while waiting:
        waiting.pop().result()


def _statuses(file: Path, found: Found, keep: Callable[..., None]) -> None:
    faulty, read = Faulty(), 0
    with opened(file, STATUSES) as source, progress(file.name, source.size) as to:
        for size, rows in statuses(source.lines, faulty):
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
