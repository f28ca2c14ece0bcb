"""What the engines themselves can do with the same rows: the floor each figure stands on."""

import csv
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg

from citizen.observations.tables import Observation
from config.settings import Settings

Told = dict[str, Any]
FLAT = [column.name for column in Observation.__table__.columns if column.name != "place"]
WRITTEN = ", ".join(f'"{name}"' for name in FLAT)
ROWS = f"SELECT {WRITTEN} FROM observation WHERE status = 'accepted' ORDER BY uuid"


def address(settings: Settings) -> str:
    return settings.DATABASE_URL.replace("+psycopg", "")


def insert(settings: Settings, count: str) -> Told:
    """Insert rows of as many columns, one commit each, and one unique key: no HTTP, no checks."""
    columns = ", ".join(f"c{number} TEXT" for number in range(len(FLAT)))
    table = f"CREATE TABLE bare (uuid TEXT PRIMARY KEY, {columns})"
    row = ["x" * 20] * len(FLAT)
    if not settings.DATABASE_URL:
        file = Path(settings.home) / "bare.db"
        with closing(sqlite3.connect(file, isolation_level=None)) as lite:
            lite.execute("PRAGMA journal_mode = WAL")
            lite.execute("PRAGMA synchronous = FULL")
            lite.execute(table)
            marks = ", ".join("?" * (len(FLAT) + 1))
            return _timed(lite.execute, f"INSERT INTO bare VALUES ({marks})", row, int(count))
    with psycopg.connect(address(settings), autocommit=True) as server:
        server.execute("SET synchronous_commit = on")
        server.execute(table)
        marks = ", ".join(["%s"] * (len(FLAT) + 1))
        return _timed(server.execute, f"INSERT INTO bare VALUES ({marks})", row, int(count))


def _timed(execute: Any, statement: str, row: list[str], count: int) -> Told:
    begun = time.perf_counter()
    for number in range(count):
        execute(statement, [str(number), *row])
    return {"count": count, "seconds": time.perf_counter() - begun}


def dump(settings: Settings) -> Told:
    """Write the flat columns of every accepted observation as CSV: what SQL itself does.

    PostgreSQL: COPY … TO STDOUT, its bytes written as they come. SQLite: a cursor into csv.writer.
    """
    out = Path(settings.home) / "floor.csv"
    begun = time.perf_counter()
    if settings.DATABASE_URL:
        _copy(address(settings), out)
    else:
        _read(Path(settings.home) / "brindille.db", out)
    return {"seconds": time.perf_counter() - begun, "bytes": out.stat().st_size}


def _copy(server: str, out: Path) -> None:
    told = f"COPY ({ROWS}) TO STDOUT (FORMAT csv, HEADER)"
    with (
        psycopg.connect(server) as connection,
        connection.cursor().copy(told) as rows,
        out.open("wb") as file,
    ):
        file.writelines(rows)


def _read(database: Path, out: Path) -> None:
    with closing(sqlite3.connect(database)) as lite, out.open("w", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(FLAT)
        table.writerows(lite.execute(ROWS))
