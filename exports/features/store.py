"""Read the features of the last release of a dataset: never more than was released."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from shapely.geometry import box, shape

from config import files, towns
from config.database import Session
from exports.columns import POSITION, columns
from exports.datasets import store as releases
from exports.datasets import subjects
from exports.datasets.rules import path
from exports.datasets.subjects import Subject
from exports.datasets.tables import Release
from exports.features import index
from exports.features.rules import Days, Extent, Wanted
from exports.format import Column
from exports.formats import cells
from exports.records import OPEN

REACH = "SELECT min(west), min(south), max(east), max(north) FROM feature"
SPAN = "SELECT min(first_day), max(last_day) FROM feature WHERE first_day <> ''"
IN_BOX = "n IN (SELECT n FROM box WHERE west <= ? AND east >= ? AND south <= ? AND north >= ?)"
EXACTLY = "(west <= ? AND east >= ? AND south <= ? AND north >= ?)"  # the tree keeps 32 bits
TOUCHES = "(west = east AND south = north OR touches(told, ?, ?, ?, ?))"
LATER, EARLIER = "(last_day = '' OR last_day >= ?)", "first_day <= ?"
COUNTED = (
    "SELECT x >> :by, y >> :by, count(*) FROM feature WHERE x BETWEEN :west AND :east"
    " AND y BETWEEN :north AND :south GROUP BY 1, 2 ORDER BY 1, 2"
)


MANIFEST = "manifest.json"
_counting: dict[tuple[int, str], list[str]] = {}  # the digests this process saw last


class Layer(NamedTuple):
    """A dataset, its last release and where that is indexed; none before its first release."""

    about: Subject
    release: Release | None = None
    file: Path | None = None

    @property
    def columns(self) -> list[Column]:
        """What each feature tells."""
        protocol = self.about.protocol
        told = columns(protocol) if protocol.publication == "records" else cells.COLUMNS
        return [column for column in told if column.name not in POSITION]


def layers(session: Session) -> list[Layer]:
    """Every dataset of the town, each with its last release."""
    return [_layer(session, about) for about in subjects.offered(session)]


def layer(session: Session, code: str) -> Layer:
    """One dataset, or the refusal that there is none."""
    return _layer(session, subjects.known(session, code))


def _layer(session: Session, about: Subject) -> Layer:
    """The newest release whose index is there; else its index is made, for nobody else does."""
    made = [one for one in releases.newest(session, about.code, 2) if (digest(about, one))]
    _swept(about, [digest(about, one) for one in made])
    for release in made:
        told, is_last = digest(about, release), release is made[-1]
        lines = index.split(files.store().stream(_stored(about, release)))
        if index.made(towns.served(), about.code, told, lines, waits=is_last):
            return Layer(about, release, index.at(towns.served(), about.code, told))
    return Layer(about)


def make(session: Session, code: str) -> None:
    """Index the newest release of a dataset before anybody asks for it."""
    layer(session, code)


def digest(about: Subject, release: Release) -> str:
    """The digest of the file that tells the features of a release; "" when there is none."""
    return str(release.files.get(_named(about), {}).get("sha256", ""))


def _named(about: Subject) -> str:
    return f"{about.code}.geojson" if about.protocol.publication == "records" else "cells.geojson"


def _stored(about: Subject, release: Release) -> str:
    return path(towns.served(), about.code, release.number, _named(about))


def _swept(about: Subject, counting: list[str]) -> None:
    """Erase the indexes of releases that count no more, when these change."""
    where = towns.served(), about.code
    if _counting.get(where) != counting:
        index.sweep(*where, counting)
        _counting[where] = counting


def licence(told: Layer) -> str:
    """The address of the licence of a release, as its manifest tells it."""
    if told.release is None or MANIFEST not in told.release.files:
        return OPEN.url
    made = told.release
    return _licence(path(towns.served(), made.dataset, made.number, MANIFEST), made.as_of)


@lru_cache(maxsize=256)
def _licence(manifest: str, _as_of: datetime | None) -> str:
    return str(json.loads(files.store().read(manifest))["licence"]["url"])


@lru_cache(maxsize=256)
def extent(made: Path) -> tuple[Extent | None, Days | None]:
    """How far the features of a release reach, in place and in time."""
    with _opened(made) as database:
        reach, span = database.execute(REACH).fetchone(), database.execute(SPAN).fetchone()
    return (
        Extent(*reach) if reach[0] is not None else None,
        Days(*span) if span[0] is not None else None,
    )


def found(made: Path, wanted: Wanted) -> tuple[Sequence[tuple[str, str]], bool]:
    """A page of features, each its identifier and its JSON, and whether there are more."""
    conditions, values = _conditions(wanted)
    asked = f"SELECT id, told FROM feature WHERE {conditions} ORDER BY id LIMIT ?"  # noqa: S608
    with _opened(made) as database:
        rows = database.execute(asked, (*values, wanted.limit + 1)).fetchall()
    return rows[: wanted.limit], len(rows) > wanted.limit


def one(made: Path, identifier: str) -> str | None:
    """The JSON of a feature."""
    with _opened(made) as database:
        row = database.execute("SELECT told FROM feature WHERE id = ?", (identifier,)).fetchone()
    return row and str(row[0])


def told(made: Path, within: Extent | None) -> Iterator[Any]:
    """Stream the features whose bounds touch a box, or all of them, as their file tells them."""
    where = IN_BOX if within else "1"
    asked = f"SELECT told FROM feature WHERE {where} ORDER BY id"  # noqa: S608
    values = (within.east, within.west, within.north, within.south) if within else ()
    with _opened(made) as database:
        for (line,) in database.execute(asked, values):
            yield json.loads(line)


def counted(made: Path, corner: tuple[int, int], side: int, by: int) -> list[tuple[int, int, int]]:
    """How many features each square of a tile has: its column, its row, their number.

    corner, side: of the tile in squares of GRID; by: how many times these are doubled.
    """
    (west, north), last = corner, side - 1
    asked = {"by": by, "west": west, "east": west + last, "north": north, "south": north + last}
    with _opened(made) as database:
        return database.execute(COUNTED, asked).fetchall()


def _conditions(wanted: Wanted) -> tuple[str, list[Any]]:
    told, values = ["id > ?"], list[Any]([wanted.after])
    if wanted.boxes:
        boxes = " OR ".join(f"{IN_BOX} AND {EXACTLY} AND {TOUCHES}" for _ in wanted.boxes)
        told.append(f"(west IS NULL OR {boxes})")  # what has no place lies in every box
        for edges in wanted.boxes:
            meets = (edges.east, edges.west, edges.north, edges.south)
            values += [*meets, *meets, *edges]
    if wanted.days is not None:
        told.append(LATER)
        values.append(wanted.days.first)
        if wanted.days.last:
            told.append(EARLIER)
            values.append(wanted.days.last)
    for name, value in wanted.equal.items():
        told.append("json_extract(told, ?) = ?")
        values += [f'$.properties."{name}"', value]
    return " AND ".join(told), values


@contextmanager
def _opened(made: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(f"{made.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        database.create_function("touches", 5, _touches, deterministic=True)
        yield database


def _touches(told: str, west: float, south: float, east: float, north: float) -> bool:
    """Whether a line or an area touches a box, beyond what their bounds say."""
    return bool(shape(json.loads(told)["geometry"]).intersects(box(west, south, east, north)))
