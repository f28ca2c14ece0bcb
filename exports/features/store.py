"""Read the features of a release in its index: never more than was released."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from shapely.geometry import box, shape

from exports.features.rules import Days, Extent, Wanted

REACH = "SELECT min(west), min(south), max(east), max(north) FROM feature"
SPAN = "SELECT min(first_day), max(last_day) FROM feature WHERE first_day <> ''"
NEAR = "SELECT n FROM box WHERE west <= ? AND east >= ? AND south <= ? AND north >= ?"
IN_BOX = f"n IN ({NEAR})"
NOWHERE = "SELECT n FROM feature WHERE x IS NULL"  # what has no place lies in every box
EXACTLY = "(west <= ? AND east >= ? AND south <= ? AND north >= ?)"  # the tree keeps 32 bits
TOUCHES = "(west = east AND south = north OR touches(told, ?, ?, ?, ?))"
LATER, EARLIER = "(last_day = '' OR last_day >= ?)", "first_day <= ?"
COUNTED = (
    "SELECT x >> :by, y >> :by, count(*) FROM feature WHERE x BETWEEN :west AND :east"
    " AND y BETWEEN :north AND :south GROUP BY 1, 2 ORDER BY 1, 2"
)


IN_ORDER = "feature AS f"
FEW = 5_000  # that are put in order at each asking


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
    with _opened(made) as database:
        source, near = _source(database, wanted)
        page = f"SELECT f.n FROM {source} WHERE {conditions} ORDER BY f.id LIMIT ?"  # noqa: S608
        asked = f"SELECT id, told FROM feature WHERE n IN ({page}) ORDER BY id"  # noqa: S608
        rows = database.execute(asked, (*near, *values, wanted.limit + 1)).fetchall()
    return rows[: wanted.limit], len(rows) > wanted.limit


def _source(database: sqlite3.Connection, wanted: Wanted) -> tuple[str, Sequence[float]]:
    """Where to look: at the few that lie near, put in their order; else at all of them in it.

    SQLite cannot know how many a box holds, and would walk a whole country for a street.
    """
    if not wanted.boxes:
        return IN_ORDER, ()
    each = [f"SELECT * FROM ({NEAR} LIMIT {FEW + 1})" for _ in wanted.boxes]  # noqa: S608
    values = [one for edges in wanted.boxes for one in _meets(edges)]
    if wanted.limit <= FEW:  # who wants all of them has to look at all that lie near
        counting = f"SELECT count(*) FROM ({' UNION ALL '.join(each)})"  # noqa: S608
        (count,) = database.execute(counting, values).fetchone()
        if count > FEW:
            return IN_ORDER, ()
    near = " UNION ".join([*(NEAR for _ in wanted.boxes), NOWHERE])
    return f"({near}) AS near CROSS JOIN feature AS f ON f.n = near.n", values


def _meets(edges: Extent) -> tuple[float, ...]:
    """What `NEAR` asks for."""
    return edges.east, edges.west, edges.north, edges.south


def one(made: Path, identifier: str) -> str | None:
    """The JSON of a feature."""
    with _opened(made) as database:
        row = database.execute("SELECT told FROM feature WHERE id = ?", (identifier,)).fetchone()
    return row and str(row[0])


def told(made: Path, within: Extent | None) -> Iterator[Any]:
    """Stream the features whose bounds touch a box, or all of them, as their file tells them."""
    where = IN_BOX if within else "1"
    asked = f"SELECT told FROM feature WHERE {where} ORDER BY id"  # noqa: S608
    values = _meets(within) if within else ()
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
    told, values = ["f.id > ?"], list[Any]([wanted.after])
    if wanted.boxes:
        boxes = " OR ".join(f"{EXACTLY} AND {TOUCHES}" for _ in wanted.boxes)
        told.append(f"(west IS NULL OR {boxes})")  # what has no place lies in every box
        for edges in wanted.boxes:
            values += [*_meets(edges), *edges]
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
