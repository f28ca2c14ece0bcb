"""Index the GeoJSON of a release, once per machine: by identifier, by place, by square.

The index is a file of SQLite whatever engine keeps the observations: both answer byte for byte
alike. It holds what the released file holds, in the words of that file, and nothing else.
"""

import fcntl
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from time import time
from typing import Any

from shapely.geometry import shape

from exports.features.rules import days_of, square

TABLES = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
ADD = "INSERT INTO feature VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
BOXES = "INSERT INTO box SELECT n, west, east, south, north FROM feature WHERE west IS NOT NULL"
SQUARES = "CREATE INDEX feature_square ON feature (x, y)"
LOCK = ".lock"
YOUNG = 3600  # seconds: made for a release that is not yet told of, perhaps
MARK = b'{"type":"Feature",'  # begins the line of each feature

_home: list[Path] = []


def stands_in(home: Path) -> None:
    """Keep the indexes in a home."""
    _home[:] = [home / "indexes"]


def made(town: int, dataset: str, digest: str, lines: Iterable[bytes], *, waits: bool) -> bool:
    """Make the index of a released file where it is not made; say whether it is there.

    digest: of that file, so that a restored backup meets no index of another release. One process
    makes it: who does not wait is told False while another does.
    """
    path = at(town, dataset, digest)
    if path.is_file():
        return True
    path.parent.mkdir(parents=True, exist_ok=True)
    with (path.parent / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        if not path.is_file():
            temporary = path.with_suffix(".making")  # of who holds the lock; a dead one's goes
            temporary.unlink(missing_ok=True)
            _write(temporary, lines)
            temporary.replace(path)
    return True


def at(town: int, dataset: str, digest: str) -> Path:
    """Where the index of a released file is, or will be."""
    return _home[0] / str(town) / dataset / f"{digest}.db"


def sweep(town: int, dataset: str, kept: Collection[str]) -> None:
    """Erase the indexes of a dataset but those of some digests, and but what is being made."""
    for other in (_home[0] / str(town) / dataset).glob("*.db"):
        if other.stem not in kept and other.stat().st_mtime < time() - YOUNG:
            other.unlink(missing_ok=True)


def forget(town: int, dataset: str, digest: str) -> None:
    """Erase the index of a release that was taken back."""
    at(town, dataset, digest).unlink(missing_ok=True)


def split(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The lines of a file that comes in pieces."""
    rest = b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
    yield rest


def _write(path: Path, lines: Iterable[bytes]) -> None:
    told = (line.rstrip(b",") for line in lines if line.startswith(MARK))
    with closing(sqlite3.connect(path)) as database:
        database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {TABLES}")
        with database:
            database.executemany(ADD, (_row(n, line.decode()) for n, line in enumerate(told, 1)))
            database.execute(BOXES)
            database.execute(SQUARES)


def _row(n: int, line: str) -> tuple[Any, ...]:
    feature = json.loads(line)
    days = days_of(feature["properties"])
    if feature["geometry"] is None:
        return n, feature["id"], *days, None, None, None, None, None, None, line
    drawn = shape(feature["geometry"])
    return n, feature["id"], *days, *drawn.bounds, *square(drawn), line
