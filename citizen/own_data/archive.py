"""A zip that is written and sent at the same time: no more of it in memory than a piece."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo


class _Passage:
    """A file that only goes forward: what was written is handed on, and forgotten."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> Iterator[bytes]:
        pieces, self.pieces = self.pieces, []
        yield from pieces


class Archive:
    """A zip under construction; each call yields the bytes to send so far."""

    def __init__(self, when: datetime) -> None:
        self.when = when.timetuple()[:6]
        self.passage = _Passage()
        forward: Any = self.passage  # a file it never reads nor rewinds
        self.zip = ZipFile(forward, "w")

    def file(self, name: str, pieces: Iterable[bytes], *, packed: bool = True) -> Iterator[bytes]:
        """Add a file as its pieces come; photos are packed already."""
        entry = ZipInfo(name, self.when)
        entry.compress_type = ZIP_DEFLATED if packed else ZIP_STORED
        with self.zip.open(entry, "w", force_zip64=True) as out:
            for piece in pieces:
                out.write(piece)
                yield from self.passage.taken()
        yield from self.passage.taken()

    def end(self) -> Iterator[bytes]:
        self.zip.close()
        yield from self.passage.taken()
