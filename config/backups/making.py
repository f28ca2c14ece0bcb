"""Make a backup: the picture of the database first, then the files, then what the town wrote."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, BinaryIO

from config import clock, files
from config.backups import postgresql, sqlite, writing
from config.database import connect
from config.operation import LAST_BACKUP
from config.reports import progress
from config.settings import Settings

KINDS: dict[str, ModuleType] = {"postgresql": postgresql, "sqlite": sqlite}


def written(settings: Settings, file: Path, passphrase: str) -> dict[str, Any]:
    """Write a backup; return what it says of itself, and how many things it holds."""
    engine = connect(settings.database)
    files.connect(settings.files)
    picture = KINDS[engine.dialect.name]
    file.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".backup-", dir=file.parent) as folder:
        spool = Path(folder)
        taken = picture.take(engine, spool)
        told = described(settings, spool, engine.dialect.name, picture.revision(engine))
        with kept_whole(file) as out, writing.writing(out, passphrase, told) as writer:
            for name in taken:
                writer.add_file(name, spool / name)
            add_files(writer, settings.home)
    return told | {"members": writer.count}


def add_files(writer: writing.Writer, home: Path) -> None:
    """Add what the store keeps, then what the town wrote in its home."""
    stored = [name for name, _ in files.store().names("")]
    with progress("files", len(stored)) as to:
        for at, name in enumerate(stored, 1):
            writer.add_stored(name)
            to(at)
    for own in writing.of_home(home):
        writer.add_file(f"home/{own.relative_to(home).as_posix()}", own)


def described(settings: Settings, spool: Path, engine: str, revision: str) -> dict[str, Any]:
    """What a backup says of itself: nothing of what it holds but how to restore it."""
    return {
        "format": 1,
        "made_at": clock.now().isoformat(),
        "engine": engine,
        "revision": revision,
        "database_bytes": sum(one.stat().st_size for one in spool.rglob("*") if one.is_file()),
        "secret": fingerprint(settings),
    }


def fingerprint(settings: Settings) -> str:
    """Whether two secrets are the same, and nothing more of them."""
    return sha256(b"secret of " + settings.with_secret().SECRET_KEY.encode()).hexdigest()[:16]


@contextmanager
def kept_whole(file: Path) -> Iterator[BinaryIO]:
    """Write a file under another name, then give it its own once it is on the disk."""
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def remember(settings: Settings, said: dict[str, Any]) -> None:
    """Note in the home when the last backup was made."""
    kept = {name: said[name] for name in ("made_at", "file", "bytes")}
    (settings.home / LAST_BACKUP).write_text(json.dumps(kept), encoding="utf-8")
