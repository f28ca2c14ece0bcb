"""What a terminal says of a file that is brought in: faulty rows first, and how it goes on."""

import sys
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import click

from config.places import Fault
from config.problems import told

# What is raised of a zip that is damaged; RuntimeError: one that is locked, or packed otherwise.
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)
SHOWN = 100  # faulty rows told one by one; the others are counted


class Unreadable(Exception):
    """A file that cannot be read as what it should be: says where and why, in one sentence."""


class RowFaults(NamedTuple):
    """What is wrong with a row of a file."""

    row: int
    faults: Sequence[Fault]


class Reached(NamedTuple):
    """How far a source was read: the further one is the greater."""

    read: int = 0  # bytes, or characters
    numbered: int = 0  # rows that were given a number so far


START = Reached()


@dataclass
class Faulty:
    """The faulty rows of a file: the first are kept to be told, all are counted."""

    rows: list[RowFaults] = field(default_factory=list)
    count: int = 0

    def add(self, row: RowFaults) -> None:
        self.count += 1
        if self.count <= SHOWN:
            self.rows.append(row)

    def refuse(self, file: Path) -> NoReturn:
        """Tell the faulty rows and end the command: exit 1."""
        for row, faults in self.rows:
            for fault in faults:
                sentence = told(fault, "en")
                click.echo(f"row {row}, {sentence['pointer']}: {sentence['detail']}", err=True)
        if self.count > SHOWN:
            click.echo(f"… and {self.count - SHOWN} more rows", err=True)
        raise click.ClickException(f"{file}: {self.count} faulty rows, nothing kept")


@contextmanager
def progress(label: str, length: int, since: int = 0) -> Iterator[Any]:
    """Show how far a long reading is, on a terminal; call `to(position)` as it goes.

    since: where one that was interrupted goes on.
    """
    stream = sys.stderr
    with click.progressbar(
        length=max(1, length), label=label, file=stream, hidden=not stream.isatty()
    ) as bar:

        def to(position: int) -> None:
            bar.update(position - bar.pos)

        to(since)
        yield to
