"""What an edition does on every engine."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import Connection, Table, inspect, text

from config import clock, database
from config.reports import Reached

NEXT, OLD = "_next", "_old"
MARKS = f"filled{NEXT}"  # how far each table beside is: kept with its rows, gone with them
MADE = f"""CREATE TABLE #{MARKS} (name text PRIMARY KEY, source text, begun text,
  read bigint DEFAULT 0, numbered bigint DEFAULT 0)"""
MARKED = f"UPDATE #{MARKS} SET read = :read, numbered = :numbered WHERE name = :name AND read = :at"  # noqa: S608 (our own names)


class StillRead(Exception):
    """Somebody reads the tables in force, and does not end: they stay."""


class BrokenOff(Exception):
    """The database was lost, or is full: what was filled so far is kept."""


class Filled(NamedTuple):
    """Rows for a table: lines of texts between tabs, in the order of the columns."""

    table: Table
    columns: Sequence[str]
    lines: bytes
    upto: Reached  # how far the source is in the table with them


class Edition(ABC):
    """The tables of one edition, as they are filled."""

    schemas: ClassVar[Sequence[str]] = ("",)  # where tables are filled, as `schema.`

    def __init__(self, connection: Connection, tables: Sequence[Table]) -> None:
        self.connection, self.tables = connection, tables
        self.reached: dict[str, Reached] = {}  # by table

    def begin(self, source: str) -> None:
        """Go on with what was filled from this source; drop what is left of any other."""
        self.reached = {name: upto for name, told, upto in self._marks() if told == source}
        if self.reached.keys() == {table.name for table in self.tables}:
            return
        self.clear()
        for table in self.tables:
            with self.writing():
                self.make(table)
            self.reached[table.name] = Reached()
        self._mark_all(source)

    def _marks(self) -> list[tuple[str, str, Reached]]:
        """How far each table is, and from which source."""
        found: list[Any] = []
        with self.writing():
            for schema in self.schemas:
                if self.has(schema, MARKS):
                    query = f"SELECT name, source, read, numbered FROM {schema}{MARKS}"  # noqa: S608 (our own names)
                    found += self.connection.execute(text(query))
        return [(one.name, one.source, Reached(one.read, one.numbered)) for one in found]

    def _mark_all(self, source: str) -> None:
        """Tell what the tables are filled from: last, so that all of them are there."""
        insertion = f"INSERT INTO #{MARKS} (name, source, begun) VALUES (:name, :source, :begun)"  # noqa: S608 (our own names)
        given = {"source": source, "begun": clock.now().isoformat()}
        for schema in self.schemas:
            names = [table.name for table in self.tables if self.schema(table) == schema]
            with self.writing():
                self.say(MADE.replace("#", schema))
                self.connection.execute(
                    text(insertion.replace("#", schema)), [{"name": one, **given} for one in names]
                )

    def is_begun_since(self, moment: datetime) -> bool:
        """Whether tables are being filled since then, or later."""
        with self.writing():
            if not self.has("", MARKS):
                return False
            begun = self.connection.scalar(text(f"SELECT min(begun) FROM {MARKS}"))  # noqa: S608 (our own names)
        return bool(begun) and datetime.fromisoformat(begun) >= moment

    def clear(self) -> None:
        """Drop what an interrupted filling left: its marks first."""
        self.reached = {}
        with self.writing():
            self.say(f"DROP TABLE IF EXISTS {MARKS}")
        for table in self.tables:
            with self.writing():
                for left in (table.name + NEXT, table.name + OLD):
                    self.say(f"DROP TABLE IF EXISTS {left}")

    def add(self, rows: Sequence[Filled]) -> None:
        """Add the rows that are not there yet, the quickest way the engine has."""
        lacking = [one for one in rows if one.upto > self.reached[one.table.name]]
        self.put(lacking)
        self.reached |= {one.table.name: one.upto for one in lacking}

    def mark(self, connection: Connection, rows: Filled) -> None:
        """Keep how far a table is, with its rows; raise BrokenOff when another has moved it."""
        name = rows.table.name
        told = {"name": name, "at": self.reached[name].read, **rows.upto._asdict()}
        marked = text(MARKED.replace("#", self.schema(rows.table)))
        if connection.execute(marked, told).rowcount != 1:
            raise BrokenOff(f"{name} was filled by another import that ended late")

    def schema(self, table: Table) -> str:  # noqa: ARG002 (another engine's depends on it)
        """Where a table is filled."""
        return ""

    def has(self, schema: str, name: str) -> bool:
        return inspect(self.connection).has_table(name, schema=schema.removesuffix(".") or None)

    @abstractmethod
    def make(self, table: Table) -> None:
        """Make the table beside, without its indexes."""

    @abstractmethod
    def put(self, rows: Sequence[Filled]) -> None:
        """Add rows, each table's with its mark."""

    @abstractmethod
    def finish(self) -> None:
        """Put in order what is kept in order, and index it; then the tables are ready."""

    @abstractmethod
    def switch(self, also: Callable[[Connection], None]) -> None:
        """Let the tables take the place of those in force, with what else must change with them."""

    def take_place(self) -> None:
        """Give each table beside the name of the one in force."""
        self.say(f"DROP TABLE {MARKS}")
        for table in self.tables:
            self.free_names(table)
            self.say(f"ALTER TABLE {table.name} RENAME TO {table.name}{OLD}")
            self.say(f"ALTER TABLE {table.name}{NEXT} RENAME TO {table.name}")
            self.name_indexes(table)

    @abstractmethod
    def free_names(self, table: Table) -> None:
        """Make room for the names of a table's indexes."""

    @abstractmethod
    def name_indexes(self, table: Table) -> None:
        """Give the new table's indexes their names."""

    def drop_former(self) -> None:
        """Drop the tables that were replaced."""
        self.clear()

    def close(self) -> None:  # noqa: B027 (one engine has something to close)
        """Let go of what was opened beside the connection."""

    def say(self, sql: str) -> None:
        self.connection.execute(text(sql))

    @contextmanager
    def writing(self) -> Iterator[None]:
        with database.turn(), self.connection.begin():
            yield
