"""The picture of a PostgreSQL database: every table as COPY writes it, all at one instant.

No program of the server's is needed on this machine, and a newer server takes what an older gave.
"""

import gzip
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from psycopg.sql import SQL, Identifier, Literal
from sqlalchemy import Connection, Engine, MetaData, inspect, text

from config import migrations
from config.database import connect

FOLDER, SEQUENCES = "database", "database/sequences.json"
ASIDE = {"alembic_version", "spatial_ref_sys"}  # that migrations and PostGIS make
CHUNK = 1 << 20
LAST = """SELECT sequencename, last_value FROM pg_sequences
    WHERE schemaname = current_schema() AND last_value IS NOT NULL"""


def take(engine: Engine, folder: Path) -> list[str]:
    """Copy every table, as of one instant, into a folder; return what was written."""
    (folder / FOLDER).mkdir(parents=True)
    shot = engine.execution_options(isolation_level="REPEATABLE READ")
    with shot.connect() as connection:
        written = [_out(connection, table, folder) for table in _tables(connection)]
        told = {name: last for name, last in connection.execute(text(LAST))}  # noqa: C416 (rows)
    (folder / SEQUENCES).write_text(json.dumps(told))
    return [SEQUENCES, *written]


def revision(engine: Engine) -> str:
    """The last migration that the database went through."""
    with engine.connect() as connection:
        return str(connection.scalar(text("SELECT version_num FROM alembic_version")))


def is_empty(url: str) -> bool:
    """Whether there is no town in this database yet."""
    engine = connect(url)
    try:
        with engine.connect() as connection:
            has_tables = inspect(connection).has_table("town")
            return not has_tables or not connection.scalar(text("SELECT count(*) FROM town"))
    finally:
        engine.dispose()


def put(url: str, folder: Path, revision: str) -> None:
    """Make the tables as they were, fill them in one transaction, then bring them up to date."""
    engine = connect(url)
    migrations.upgrade(engine, revision)
    with engine.begin() as connection:
        tables = [table for table in _tables(connection) if _file(folder, table).exists()]
        for table in reversed(_tables(connection)):  # what migrations put there; the rest is empty
            _cursor(connection).execute(SQL("DELETE FROM {}").format(Identifier(table)))
        for table in tables:
            _in(connection, table, folder)
        for name, last in json.loads((folder / SEQUENCES).read_text()).items():
            told = SQL("SELECT setval({}, {})").format(Literal(name), Literal(last))
            _cursor(connection).execute(told)
    migrations.upgrade(engine)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def _tables(connection: Connection) -> Sequence[str]:
    """The tables, those that others refer to first."""
    known = MetaData()
    known.reflect(connection)
    return [table.name for table in known.sorted_tables if table.name not in ASIDE]


def _columns(connection: Connection, table: str) -> Sequence[str]:
    found = inspect(connection).get_columns(table)
    return [column["name"] for column in found if not column.get("computed")]


def _file(folder: Path, table: str) -> Path:
    return folder / FOLDER / f"{table}.copy.gz"


def _out(connection: Connection, table: str, folder: Path) -> str:
    columns = _columns(connection, table)
    file = _file(folder, table)
    with gzip.open(file, "wb", compresslevel=1) as out:
        out.write(json.dumps(columns).encode() + b"\n")
        with _cursor(connection).copy(_command("COPY {} ({}) TO STDOUT", table, columns)) as rows:
            for row in rows:
                out.write(row)
    return file.relative_to(folder).as_posix()


def _in(connection: Connection, table: str, folder: Path) -> None:
    with gzip.open(_file(folder, table), "rb") as source:
        columns = json.loads(source.readline())
        command = _command("COPY {} ({}) FROM STDIN", table, columns)
        with _cursor(connection).copy(command) as rows:
            shutil.copyfileobj(source, rows, CHUNK)


def _command(words: str, table: str, columns: Sequence[str]) -> Any:
    return SQL(words).format(Identifier(table), SQL(", ").join(map(Identifier, columns)))


def _cursor(connection: Connection) -> Any:
    bare: Any = connection.connection.driver_connection
    return bare.cursor()
