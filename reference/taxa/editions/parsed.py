"""Rows of TAXREF as `parser.py` hands them over, from a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any, BinaryIO

from config.places import Fault
from config.reports import START, Faulty, Reached, RowFaults, Unreadable
from reference.taxa.editions.taxref import Rows

PARSER = "reference.taxa.editions.parser"
ROOT = Path(__file__).parent.parent.parent.parent  # where `reference` is found
AHEAD = 2  # batches read while one is loaded: some 3 MB

Part = tuple[Rows, Reached]  # rows, how far the file is with them


class Stopped(Unreadable):
    """The process that parses was ended: nothing is wrong with its file."""


@dataclass
class Parts:
    """The rows of a file, batch by batch; at the end, what was counted."""

    source: BinaryIO
    names: int = 0
    lost: Sequence[int] = ()  # the `cd_ref` that no row has
    faulty: Faulty = field(default_factory=Faulty)

    def __post_init__(self) -> None:
        self.ahead: Queue[Part | dict[str, Any]] = Queue(AHEAD)
        self.reader = Thread(target=self._read, name=PARSER, daemon=True)

    def __iter__(self) -> Iterator[Part]:
        self.reader.start()
        while isinstance(part := self.ahead.get(), tuple):
            yield part
        self._end(part)

    def leave(self) -> None:
        """Let the thread that reads ahead end, should it wait for room; its source has ended."""
        while self.reader.is_alive():
            with suppress(Empty):
                self.ahead.get(timeout=0.05)

    def _read(self) -> None:
        while isinstance(part := self._part(), tuple):
            self.ahead.put(part)
        self.ahead.put(part)

    def _part(self) -> Part | dict[str, Any]:
        """The rows that follow; else what was told at the end, nothing when all ends before."""
        line = self.source.readline()
        told: dict[str, Any] = json.loads(line) if line.endswith(b"\n") else {}
        if "lengths" not in told:
            return told
        rows = Rows(*map(self.source.read, told["lengths"]))
        return (rows, Reached(*told["upto"])) if [*map(len, rows)] == told["lengths"] else {}

    def _end(self, told: dict[str, Any]) -> None:
        if "unreadable" in told:
            raise Unreadable(told["unreadable"])
        if "names" not in told:
            raise Stopped("its parser ended in the middle")
        self.names, self.lost = told["names"], told["lost"]
        rows = [RowFaults(row, [Fault(*one) for one in faults]) for row, faults in told["rows"]]
        self.faulty = Faulty(rows, told["faulty"])


@contextmanager
def parsed(file: Path, since: Reached = START) -> Iterator[Parts]:
    """Parse a file beside us, to be given what is behind; raise Unreadable while it is read."""
    command = [sys.executable, "-m", PARSER, str(file.absolute()), *map(str, since)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as parser:  # noqa: S603 (our own module)
        parts = Parts(parser.stdout)  # type: ignore[arg-type]
        try:
            yield parts
        finally:
            parser.terminate()
            parts.leave()
