"""What a backup holds, in order: what it is, the database, the files, what the town wrote.

The database comes first: a file is kept before the row that names it, so that none is missing. A
file that was forgotten while the backup was made is left out: nothing names it any more.
"""

import io
import json
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO

from config import files
from config.backups.sealing import CHUNK, MARK, Sealed

IN_MEMORY = 4_000_000  # bytes of a file on its way; what is larger passes by the disk
MANIFEST, END = "manifest.json", "end.json"
APART = {"files", "mail", "indexes"}  # of a home: kept elsewhere here, sent already, made anew


def of_home(home: Path) -> Iterator[Path]:
    """What a town wrote in its home, and its secret; not what is made anew from the rest."""
    for file in sorted(home.rglob("*")):
        first, *_ = file.relative_to(home).parts
        is_apart = first in APART or first.startswith(("brindille.db", "."))
        if file.is_file() and not is_apart and not is_backup(file):
            yield file


def is_backup(file: Path) -> bool:
    """Whether a file is one of ours: a backup in the home is no part of the next."""
    with file.open("rb") as source:
        return source.read(len(MARK)) == MARK


class Writer:
    """Adds members to a sealed archive."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self.tar, self.count = tar, 0

    def add(self, name: str, data: bytes) -> None:
        self._add(name, len(data), io.BytesIO(data))

    def add_file(self, name: str, file: Path) -> None:
        with file.open("rb") as source:
            self._add(name, file.stat().st_size, source)

    def add_stored(self, name: str) -> None:
        """Add a file of the store, if it is still there."""
        with SpooledTemporaryFile(IN_MEMORY) as held:
            try:
                for chunk in files.store().stream(name):
                    held.write(chunk)
            except FileNotFoundError:  # forgotten meanwhile
                return
            size = held.tell()
            held.seek(0)
            self._add(f"files/{name}", size, held)  # type: ignore[arg-type]

    def _add(self, name: str, size: int, source: BinaryIO) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        self.tar.addfile(member, source)
        self.count += 1


@contextmanager
def writing(out: BinaryIO, passphrase: str, told: Mapping[str, Any]) -> Iterator[Writer]:
    """Write a sealed archive: it can be opened only once this block has ended well."""
    sealed = Sealed(out, passphrase)
    with tarfile.open(fileobj=sealed, mode="w|", bufsize=CHUNK) as tar:  # type: ignore[call-overload]
        writer = Writer(tar)
        writer.add(MANIFEST, json.dumps(told).encode())
        yield writer
        writer.add(END, json.dumps({"members": writer.count}).encode())
    sealed.close()
