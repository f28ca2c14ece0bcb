"""Tables replaced whole while they are read: filled beside, then switched in one short moment.

Whatever is read meanwhile is the edition before. Rows are committed a few thousand at a time, so
that no writer waits for long; indexes come after the rows.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, MetaData, Table, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.schema import CreateTable

from config import database
from config.engines import copied, only_one

NEXT, OLD = "_next", "_old"
MANY = 50_000  # rows kept under one lock
TRIES = 600  # half seconds to wait for readers of the tables
EARLIER = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
  AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL
  AND backend_type = 'client backend' AND xact_start < :since"""
LOCK = 7267  # of PostgreSQL: any number that only this uses


class Busy(Exception):
    """Another process is replacing the tables."""


class Editions:
    """The tables of one edition, as they are filled."""

    def __init__(self, connection: Connection, tables: Sequence[Table]) -> None:
        self.connection, self.tables = connection, tables
        self.is_server = connection.dialect.name == "postgresql"
        self.filled_at: Any = None  # the server's time when all rows were there

    def begin(self) -> None:
        """Drop what an interrupted one left, and make the tables beside."""
        for table in self.tables:
            with self.writing():
                for left in (table.name + NEXT, table.name + OLD):
                    self.say(f"DROP TABLE IF EXISTS {left}")
                self._make(table)

    def add(self, table: Table, columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> None:
        """Add rows, as texts in the order of the columns."""
        name = f"temp.{table.name}_loose" if self._is_sorted(table) else table.name + NEXT
        with self.aside() if self._is_sorted(table) else self.writing():
            copied(self.connection, name, columns, rows)

    def finish(self) -> None:
        """Put in order what is kept in order, and index it; then the tables are ready."""
        for table in self.tables:
            if self._is_sorted(table):
                self._sort(table)
            elif self.is_server:
                self._index(table)
        if self.is_server:
            with self.writing():
                self.filled_at = self.connection.scalar(text("SELECT clock_timestamp()"))

    def switch(self, also: Callable[[Connection], None]) -> None:
        """Let the tables take the place of those in force, with what else must change with them."""
        if self.is_server:
            self._wait_for_readers()
        for waited in range(TRIES):
            try:
                with self.writing():
                    self._take_place()
                    also(self.connection)
                break
            except OperationalError:  # somebody reads them for long: let others read meanwhile
                if not self.is_server or waited == TRIES - 1:
                    raise
                with self.writing():
                    self.say("SELECT pg_sleep(0.5)")
        for table in self.tables:
            with self.writing():
                self.say(f"DROP TABLE IF EXISTS {table.name}{OLD}")

    def _wait_for_readers(self) -> None:
        """Who reads one state since before the rows came would find the new tables empty."""
        since = {"since": self.filled_at}
        for _ in range(TRIES):
            with self.writing():
                if not self.connection.scalar(text(EARLIER), since):
                    return
                self.say("SELECT pg_sleep(0.5)")

    def say(self, sql: str) -> None:
        self.connection.execute(text(sql))

    @contextmanager
    def writing(self) -> Iterator[None]:
        with database.turn(), self.connection.begin():
            yield

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Write in tables of this connection alone: nobody waits for it."""
        self.connection.execution_options(reading=True)
        try:
            with self.connection.begin():
                yield
        finally:
            self.connection.execution_options(reading=False)

    def _is_sorted(self, table: Table) -> bool:
        """Whether SQLite keeps its rows in the order of the key: then they must come in order."""
        return not self.is_server and not table.dialect_options["sqlite"]["with_rowid"]

    def _make(self, table: Table) -> None:
        if self.is_server:
            self.say(f"CREATE TABLE {table.name}{NEXT} (LIKE {table.name})")
            return
        twin = table.to_metadata(MetaData(), name=table.name + NEXT)
        self.connection.execute(CreateTable(twin))
        if self._is_sorted(table):
            loose = f"temp.{table.name}_loose"
            self.say(f"DROP TABLE IF EXISTS {loose}")
            self.say(f"CREATE TABLE {loose} AS SELECT * FROM {table.name} WHERE 0")  # noqa: S608

    def _sort(self, table: Table) -> None:
        loose, ordered = f"temp.{table.name}_loose", f"temp.{table.name}_ordered"
        key = ", ".join(f'"{column.name}"' for column in table.primary_key)
        with self.aside():
            self.say(f"DROP TABLE IF EXISTS {ordered}")
            self.say(f"CREATE TABLE {ordered} AS SELECT * FROM {loose} ORDER BY {key}")  # noqa: S608
            self.say(f"DROP TABLE {loose}")
            last = self.connection.scalar(text(f"SELECT max(rowid) FROM {ordered}")) or 0  # noqa: S608
        copy = text(
            f"INSERT INTO {table.name}{NEXT} SELECT * FROM {ordered}"  # noqa: S608 (our own names)
            " WHERE rowid > :first AND rowid <= :last"
        )
        for first in range(0, last, MANY):
            with self.writing():
                self.connection.execute(copy, {"first": first, "last": first + MANY})
        with self.aside():
            self.say(f"DROP TABLE {ordered}")

    def _index(self, table: Table) -> None:
        name, key = table.name, ", ".join(f'"{column.name}"' for column in table.primary_key)
        with self.writing():
            self.say(f"ALTER TABLE {name}{NEXT} ADD CONSTRAINT pk_{name}{NEXT} PRIMARY KEY ({key})")
            for index in table.indexes:
                held = ", ".join(f'"{column.name}"' for column in index.columns)
                self.say(f"CREATE INDEX {index.name}{NEXT} ON {name}{NEXT} ({held})")
            self.say(f"ANALYZE {name}{NEXT}")

    def _take_place(self) -> None:
        if self.is_server:
            self.say("SET LOCAL lock_timeout = '500ms'")
            self.say(f"LOCK TABLE {', '.join(t.name for t in self.tables)}")
        for table in self.tables:
            if not self.is_server:
                self._drop_indexes(table)
            self.say(f"ALTER TABLE {table.name} RENAME TO {table.name}{OLD}")
            self.say(f"ALTER TABLE {table.name}{NEXT} RENAME TO {table.name}")
            if self.is_server:
                self._rename_indexes(table)
            else:
                self._make_indexes(table)

    def _drop_indexes(self, table: Table) -> None:
        for index in table.indexes:
            self.say(f"DROP INDEX {index.name}")

    def _make_indexes(self, table: Table) -> None:
        """SQLite cannot rename an index: it is made when its name is free."""
        for index in table.indexes:
            index.create(self.connection)

    def _rename_indexes(self, table: Table) -> None:
        """An index keeps its name when its table is renamed: the old one makes room."""
        for name in (f"pk_{table.name}", *(str(index.name) for index in table.indexes)):
            self.say(f"ALTER INDEX {name} RENAME TO {name}{OLD}")
            self.say(f"ALTER INDEX {name}{NEXT} RENAME TO {name}")


@contextmanager
def alone(tables: Sequence[Table]) -> Iterator[Editions]:
    """Replace tables, one process at a time; raise Busy when another does already.

    The lock goes with the process: after an interruption the next one begins anew.
    """
    with database.engine().connect() as connection, only_one(connection, LOCK) as is_ours:
        if not is_ours:
            raise Busy
        yield Editions(connection, tables)
