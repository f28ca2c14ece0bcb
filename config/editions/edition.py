"""What an edition does on every engine."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sqlalchemy import Connection, Table, text

from config import database

NEXT, OLD = "_next", "_old"


class StillRead(Exception):
    """Somebody reads the tables in force, and does not end: they stay."""


class Filled(NamedTuple):
    """Rows for a table: lines of texts between tabs, in the order of the columns."""

    table: Table
    columns: Sequence[str]
    lines: bytes


class Edition(ABC):
    """The tables of one edition, as they are filled."""

    def __init__(self, connection: Connection, tables: Sequence[Table]) -> None:
        self.connection, self.tables = connection, tables

    def begin(self) -> None:
        """Drop what an interrupted one left, and make the tables beside."""
        for table in self.tables:
            with self.writing():
                for left in (table.name + NEXT, table.name + OLD):
                    self.say(f"DROP TABLE IF EXISTS {left}")
                self.make(table)

    @abstractmethod
    def make(self, table: Table) -> None:
        """Make the table beside, without its indexes."""

    @abstractmethod
    def add(self, rows: Sequence[Filled]) -> None:
        """Add rows, the quickest way the engine has."""

    @abstractmethod
    def finish(self) -> None:
        """Put in order what is kept in order, and index it; then the tables are ready."""

    @abstractmethod
    def switch(self, also: Callable[[Connection], None]) -> None:
        """Let the tables take the place of those in force, with what else must change with them."""

    def take_place(self) -> None:
        """Give each table beside the name of the one in force."""
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
        for table in self.tables:
            with self.writing():
                self.say(f"DROP TABLE IF EXISTS {table.name}{OLD}")

    def say(self, sql: str) -> None:
        self.connection.execute(text(sql))

    @contextmanager
    def writing(self) -> Iterator[None]:
        with database.turn(), self.connection.begin():
            yield
