"""Hand rows to the process that writes Parquet."""

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple

ROOT = Path(__file__).parents[2]
WRITER = "exports.parquet.writer"
BATCH = 1000  # rows handed over at once

Row = tuple[Any, ...]
AddRow = Callable[[Row], None]
End = Callable[[Mapping[str, str]], None]  # with what more the file tells of itself


class Layout(NamedTuple):
    """What a file holds: its columns and their types, in the words of Table Schema."""

    types: Mapping[str, str]  # "geometry": WKB; "box": west, south, east, north
    told: Mapping[str, str]  # metadata of the file


class Unwritten(Exception):
    """The process beside ended before its file was whole."""


@contextmanager
def written(path: Path, layout: Layout) -> Iterator[tuple[AddRow, End]]:
    """Write a file beside us; yield what adds a row, and what ends the file."""
    command = [sys.executable, "-m", WRITER, "write", str(path.absolute())]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE) as writer:  # noqa: S603 (our own module)
        pipe = writer.stdin
        assert pipe is not None
        hand = _Hand(pipe, path.name)
        hand.over((dict(layout.types), dict(layout.told)))
        yield hand.add, hand.end
    if writer.returncode:
        raise Unwritten(path.name)


class _Hand:
    """Rows on their way, handed over by columns."""

    def __init__(self, pipe: IO[bytes], name: str) -> None:
        self.pipe = pipe
        self.name = name
        self.held: list[Row] = []

    def over(self, what: Any) -> None:
        try:
            pickle.dump(what, self.pipe, pickle.HIGHEST_PROTOCOL)
        except BrokenPipeError:
            raise Unwritten(self.name) from None

    def add(self, row: Row) -> None:
        self.held.append(row)
        if len(self.held) == BATCH:
            self._batch()

    def end(self, told: Mapping[str, str]) -> None:
        if self.held:
            self._batch()
        self.over(dict(told))

    def _batch(self) -> None:
        self.over(list(zip(*self.held, strict=True)))
        self.held.clear()


def rows(path: Path) -> int:
    """Count the rows of a finished file, as its footer tells."""
    command = [sys.executable, "-m", WRITER, "count", str(path.absolute())]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)  # noqa: S603 (our own module)
    return int(done.stdout)
