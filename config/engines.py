"""What differs between the engines beside places: how they are opened, how a row is made once."""

import fcntl
import json
import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import (
    Connection,
    Dialect,
    Engine,
    ExceptionContext,
    create_engine,
    event,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

try:
    import pysqlite3 as sqlite_module  # where the interpreter's own cannot load extensions
except ImportError:
    sqlite_module = sqlite3

STILL = 1.0  # seconds after which a connection is looked at before it is used
# What France needs beside WGS84: Lambert-93, web Mercator, the overseas projections, ETRS89-LAEA.
PROJECTIONS = (2154, 3857, 5490, 2972, 2975, 4471, 4467, 4258, 3035)


def open_database(url: str) -> Engine:
    """Open the database with its spatial functions: PostGIS has them, SpatiaLite is loaded."""
    if not url.startswith("sqlite"):
        safe = "-c synchronous_commit=on -c timezone=utc"  # what was acknowledged is on disk
        engine = create_engine(url, connect_args={"options": safe}, hide_parameters=True)
        event.listen(engine, "handle_error", _without_values)
        event.listen(engine, "checkin", _laid_down)
        event.listen(engine, "checkout", partial(_taken_up, engine.dialect))
        return engine
    import_module("pyproj")  # its PROJ before SpatiaLite's: else the process aborts when it ends
    engine = create_engine(
        url, module=sqlite_module, connect_args={"timeout": 15}, hide_parameters=True
    )
    event.listen(engine, "connect", _load_spatialite)
    event.listen(engine, "begin", _begin)
    return engine


def _laid_down(_connection: Any, record: ConnectionPoolEntry) -> None:
    record.info["since"] = monotonic()


def _taken_up(
    dialect: Dialect, connection: Any, record: ConnectionPoolEntry, _proxy: object
) -> None:  # fmt: skip
    """Look whether a connection that lay still is alive: its server may have been restarted.

    Asked of every connection, it would be a fifth of what a sending costs.
    """
    if monotonic() - record.info.get("since", monotonic()) < STILL:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error:
        raise InvalidatePoolError from None


def _without_values(context: ExceptionContext) -> None:
    """An error may be logged: it tells the statement, never what people wrote or where they were.

    PostgreSQL adds the whole row that it refuses, and the line of a file that it could not take.
    """
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            said = re.split(r"\n(?:DETAIL|CONTEXT):", str(error.args[0]))[0]
            error.args = (said, *error.args[1:])


def reading_options(engine: Engine) -> dict[str, Any]:
    """What makes a transaction read one state from its first query to its last."""
    if engine.dialect.name == "postgresql":
        return {"reading": True, "isolation_level": "REPEATABLE READ"}
    return {"reading": True}  # in WAL mode SQLite reads a snapshot anyway


def glancing_options(engine: Engine) -> dict[str, Any]:
    """What spares a server the beginning and the end of a transaction that only reads."""
    if engine.dialect.name == "postgresql":
        return {"reading": True, "isolation_level": "AUTOCOMMIT"}
    return {"reading": True, "glancing": True}


def _load_spatialite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where SQLAlchemy says, not by guess
    connection.enable_load_extension(True)
    connection.load_extension(os.environ.get("SPATIALITE_LIBRARY_PATH", "mod_spatialite"))
    connection.enable_load_extension(False)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    if not connection.execute("SELECT CheckSpatialMetaData()").fetchone()[0]:
        connection.execute("SELECT InitSpatialMetaData(1, 'WGS84')")
        for projection in PROJECTIONS:
            connection.execute("SELECT InsertEpsgSrid(?)", (projection,))


def _begin(connection: Connection) -> None:
    """A writer takes the lock at once: `BEGIN` then a write fails under contention."""
    options = connection.get_execution_options()
    if not options.get("glancing"):
        connection.exec_driver_sql("BEGIN" if options.get("reading") else "BEGIN IMMEDIATE")


def insert_once(session: Session, table: Any, unique: tuple[str, ...]) -> Any:
    """Begin an INSERT that leaves alone a row that is there already, even made at this instant."""
    return inserts_once(table, unique)[session.get_bind().dialect.name]


def inserts_once(table: Any, unique: tuple[str, ...]) -> dict[str, Any]:
    """The same by the name of the engine, to be made once for all."""
    return {
        name: dialect.insert(table).on_conflict_do_nothing(index_elements=list(unique))
        for name, dialect in (("postgresql", postgresql), ("sqlite", sqlite))
    }


def listed(session: Session, values: Sequence[str]) -> tuple[str, Any]:
    """Name a table of texts, `given.value`, and make its one parameter, `:given`."""
    if session.get_bind().dialect.name == "postgresql":
        return "unnest(CAST(:given AS text[])) AS given(value)", list(values)
    return "json_each(:given) AS given", json.dumps(values)


@contextmanager
def only_one(connection: Connection, number: int) -> Iterator[bool]:
    """Hold a lock that goes with the process; say whether it is ours, or another's already."""
    if connection.dialect.name != "postgresql":
        with Path(f"{connection.engine.url.database}.{number}.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True
        return
    with connection.begin():
        is_ours = bool(connection.scalar(text(f"SELECT pg_try_advisory_lock({number})")))
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.begin():
                connection.execute(text(f"SELECT pg_advisory_unlock({number})"))
