"""The picture of a SQLite database: its file, copied page by page while others write."""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from config import migrations
from config.database import connect

NAME = "database/brindille.db"


def take(engine: Engine, folder: Path) -> list[str]:
    """Copy the database as it stands at one instant into a folder; return what was written."""
    target = folder / NAME
    target.parent.mkdir(parents=True)
    copied = engine.raw_connection()
    try:
        source: Any = copied.driver_connection
        with type(source)(target) as copy:
            source.backup(copy)  # all pages in one step: a writer meanwhile begins nothing anew
            copy.execute("PRAGMA journal_mode = DELETE")
        copy.close()
    finally:
        copied.close()
    return [NAME]


def revision(engine: Engine) -> str:
    """The last migration that the database went through."""
    with engine.connect() as connection:
        return str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar())


def is_empty(url: str) -> bool:
    """Whether there is no database there yet."""
    return not file_of(url).exists()


def put(url: str, folder: Path, _revision: str) -> None:
    """Put a picture in its place: by one rename, so that it is there whole or not at all."""
    target = file_of(url)
    with (folder / NAME).open("rb+") as written:
        os.fsync(written.fileno())
    for beside in ("-wal", "-shm"):  # of another database, that would be read into this one
        Path(f"{target}{beside}").unlink(missing_ok=True)
    (folder / NAME).replace(target)
    descriptor = os.open(target.parent, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
    migrations.upgrade(connect(url))


def file_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))
