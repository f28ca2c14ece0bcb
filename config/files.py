"""Where bytes are kept: a folder of the home, or an object store that speaks S3.

A file is written under a temporary name, flushed to the disk, then renamed: it is there whole or
not at all. Names are paths with slashes, made by our own rules, never by a person.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

CHUNK = 1 << 20
LEAST_FREE = 2_000_000_000  # bytes that should be left
ATONCE = {"connect_timeout": "1s", "timeout": "2s"}  # of one that is asked whether it is there


class Files(Protocol):
    """A store of files by name."""

    def keep(self, name: str, data: bytes) -> None: ...
    def keep_file(self, name: str, file: Path) -> None: ...
    def read(self, name: str) -> bytes: ...
    def stream(self, name: str) -> Iterator[bytes]: ...
    def has(self, name: str) -> bool: ...
    def forget(self, name: str) -> None: ...
    def names(self, folder: str) -> Iterator[tuple[str, datetime]]: ...  # and since when
    def answers(self) -> bool: ...  # whether files can be read and written: a look, no file
    def free(self) -> int | None: ...  # bytes; nothing where it has no end


class Folder:
    """Files in a folder of this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def keep(self, name: str, data: bytes) -> None:
        self._write(name, iter([data]))

    def keep_file(self, name: str, file: Path) -> None:
        with file.open("rb") as source:
            self._write(name, iter(lambda: source.read(CHUNK), b""))

    def read(self, name: str) -> bytes:
        return (self.root / name).read_bytes()

    def stream(self, name: str) -> Iterator[bytes]:
        with (self.root / name).open("rb") as source:
            yield from iter(lambda: source.read(CHUNK), b"")

    def has(self, name: str) -> bool:
        return (self.root / name).is_file()

    def forget(self, name: str) -> None:
        (self.root / name).unlink(missing_ok=True)

    def names(self, folder: str) -> Iterator[tuple[str, datetime]]:
        for file in (self.root / folder).rglob("*"):
            with suppress(FileNotFoundError):  # forgotten meanwhile
                if not file.is_dir():
                    since = datetime.fromtimestamp(file.stat().st_mtime, UTC)
                    yield file.relative_to(self.root).as_posix(), since

    def answers(self) -> bool:
        held = _there(self.root)
        return held.is_dir() and os.access(held, os.R_OK | os.W_OK | os.X_OK)

    def free(self) -> int:
        return free(self.root)

    def _write(self, name: str, chunks: Iterator[bytes]) -> None:
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        try:
            with temporary.open("wb") as out:
                for chunk in chunks:
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        _flush_folder(target.parent)


def free(folder: Path) -> int:
    """How many bytes are free where a folder is, or will be."""
    return shutil.disk_usage(_there(folder)).free


def _there(folder: Path) -> Path:
    """What there is of a folder: it is made with its first file."""
    return next(one for one in (folder, *folder.parents) if one.exists())


def _flush_folder(folder: Path) -> None:
    """A rename is on the disk once its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Bucket:
    """Files in an object store; the credentials are those of its own environment variables."""

    def __init__(self, url: str) -> None:
        self.store = S3Store.from_url(url)
        once: dict[str, Any] = {"client_options": ATONCE, "retry_config": {"max_retries": 0}}
        self.asked = S3Store.from_url(url, **once)

    def keep(self, name: str, data: bytes) -> None:
        obstore.put(self.store, name, data)

    def keep_file(self, name: str, file: Path) -> None:
        obstore.put(self.store, name, file)

    def read(self, name: str) -> bytes:
        return bytes(obstore.get(self.store, name).bytes())

    def stream(self, name: str) -> Iterator[bytes]:
        for chunk in obstore.get(self.store, name).stream(min_chunk_size=CHUNK):
            yield bytes(chunk)

    def has(self, name: str) -> bool:
        try:
            obstore.head(self.store, name)
        except FileNotFoundError:
            return False
        return True

    def forget(self, name: str) -> None:
        obstore.delete(self.store, name)

    def names(self, folder: str) -> Iterator[tuple[str, datetime]]:
        for some in obstore.list(self.store, folder):
            for one in some:
                yield one["path"], one["last_modified"]

    def answers(self) -> bool:
        try:
            obstore.head(self.asked, "ready")
        except (FileNotFoundError, NotFoundError):  # it answers that there is none
            return True
        except BaseError:
            return False
        return True

    def free(self) -> None:
        return None


_kept: list[Files] = []


def connect(url: str) -> Files:
    """Open the store of files and make it the one of every route and job."""
    parts = urlsplit(url)
    opened: Files = Folder(Path(unquote(parts.path))) if parts.scheme == "file" else Bucket(url)
    _kept[:] = [opened]
    return opened


def store() -> Files:
    return _kept[0]
