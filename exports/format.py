"""What an export format is: the file it makes, whom it suits, and a way to write records.

A format is opened, fed and closed, so that one reading of the records serves every format:

    with FORMAT.write(dataset, path) as add:
        for record in records:
            add(record)
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from config.languages import Text
from config.protocols.protocol import Protocol
from exports.records import Dataset

Add = Callable[[Any], None]  # takes a Record, or a Vote where the publication is by cells
Write = Callable[[Dataset, Path], AbstractContextManager[Add]]


def lines_with(mark: bytes) -> Callable[[Path], int]:
    """Count the records of a file that has one to a line, each with a mark."""

    def count(path: Path) -> int:
        with path.open("rb") as lines:
            return sum(mark in line for line in lines)

    return count


PHOTOS = 2_000  # that an archive of photos holds at most: some 400 MB


class Album:
    """Names the photos of a release as they pass, up to as many as an archive holds."""

    def __init__(self) -> None:
        self.passed = 0

    def name(self, url: str) -> str:
        """The file of a photo in the archive; "" where it is one too many."""
        self.passed += 1
        return url.rpartition("/")[2] if self.passed <= PHOTOS else ""


@dataclass(frozen=True)
class Column:
    """A column of a table, in the words of Table Schema."""

    name: str
    type: str  # string, integer, number, boolean, date, datetime
    title: Text
    unit: str = ""
    constraints: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Format:
    file: str  # "{dataset}.csv", "sinp.csv"
    title: Text
    media_type: str
    write: Write
    standard: str = ""  # written for protocols that speak this standard; empty: for all
    publication: str = "records"  # or "cells"
    asks: str = ""  # written for protocols that ask a question of this kind, or did once
    lasting: bool = False  # written for protocols of what stays and is visited
    count: Callable[[Path], int] = lambda _: 0  # how many records a finished file holds
    columns: Callable[[Protocol], Sequence[Column]] = lambda _: ()
    delimiter: str = ","  # of a table; the data package tells it

    def suits(self, protocol: Protocol) -> bool:
        """Whether a dataset of this protocol has this file."""
        if protocol.publication != self.publication or (self.lasting and not protocol.visits):
            return False
        if self.asks and not protocol.ever_asks(self.asks):
            return False
        return not self.standard or protocol.speaks(self.standard)

    def file_of(self, dataset: str) -> str:
        return self.file.format(dataset=dataset)
