"""Rows of TAXREF as `parser.py` hands them over, from a process of its own."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any, BinaryIO

from config.places import Fault
from config.reports import Faulty, RowFaults, Unreadable
from reference.taxa.editions.taxref import Rows

PARSER = "reference.taxa.editions.parser"
ROOT = Path(__file__).parent.parent.parent.parent  # where `reference` is found
AHEAD = 4  # batches read while one is loaded: some 15 MB

Part = tuple[Rows, int]  # rows, bytes of the file read so far


@dataclass
class Parts:
    """The rows of a file, batch by batch; at the end, what was counted."""

    source: BinaryIO
    names: int = 0
    lost: Sequence[int] = ()  # the `cd_ref` that no row has
    faulty: Faulty = field(default_factory=Faulty)

    def __iter__(self) -> Iterator[Part]:
        ahead: Queue[Part | dict[str, Any]] = Queue(AHEAD)
        Thread(target=self._read, args=(ahead,), daemon=True).start()
        while isinstance(part := ahead.get(), tuple):
            yield part
        self._end(part)

    def _read(self, ahead: "Queue[Part | dict[str, Any]]") -> None:
        while told := json.loads(self.source.readline() or b"{}"):
            if "lengths" not in told:
                break
            rows = Rows(*map(self.source.read, told["lengths"]))
            ahead.put((rows, told["read"]))
        ahead.put(told)

    def _end(self, told: dict[str, Any]) -> None:
        if "names" not in told:
            raise Unreadable(told.get("unreadable", "its parser ended in the middle"))
        self.names, self.lost = told["names"], told["lost"]
        rows = [RowFaults(row, [Fault(*one) for one in faults]) for row, faults in told["rows"]]
        self.faulty = Faulty(rows, told["faulty"])


@contextmanager
def parsed(file: Path) -> Iterator[Parts]:
    """Parse a file beside us; raise Unreadable while it is read."""
    command = [sys.executable, "-m", PARSER, str(file.absolute())]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as parser:  # noqa: S603 (our own module)
        try:
            yield Parts(parser.stdout)  # type: ignore[arg-type]
        finally:
            parser.terminate()
