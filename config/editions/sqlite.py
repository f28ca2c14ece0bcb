"""An edition on SQLite: rows of ordered tables are put in order aside, where nobody waits."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, MetaData, Table, text
from sqlalchemy.schema import CreateTable

from config.editions.edition import NEXT, Edition, Filled

MANY = 50_000  # rows kept under one lock
VALUES = 500  # given to one statement: more rows by each, up to there, is quicker


class SQLiteEdition(Edition):
    """Tables filled by one statement for many rows; those without a rowid come in order."""

    def make(self, table: Table) -> None:
        self.connection.execute(CreateTable(table.to_metadata(MetaData(), name=table.name + NEXT)))
        if _is_ordered(table):
            self.say(f"DROP TABLE IF EXISTS {_loose(table)}")
            self.say(f"CREATE TABLE {_loose(table)} AS SELECT * FROM {table.name} WHERE 0")  # noqa: S608

    def add(self, rows: Sequence[Filled]) -> None:
        for aside in (True, False):
            some = [one for one in rows if one.lines and _is_ordered(one.table) is aside]
            with self.aside() if aside else self.writing():
                for one in some:
                    self._insert(one)

    def _insert(self, rows: Filled) -> None:
        name = _loose(rows.table) if _is_ordered(rows.table) else rows.table.name + NEXT
        values = rows.lines.decode().removesuffix("\n").replace("\n", "\t").split("\t")
        width = len(rows.columns)
        together = VALUES // width * width
        whole = len(values) // together * together
        bare: Any = self.connection.connection.driver_connection
        bare.executemany(
            _insertion(name, rows.columns, together // width),
            (values[first : first + together] for first in range(0, whole, together)),
        )
        if rest := values[whole:]:
            bare.execute(_insertion(name, rows.columns, len(rest) // width), rest)

    def finish(self) -> None:
        for table in self.tables:
            if _is_ordered(table):
                self._order(table)

    def _order(self, table: Table) -> None:
        loose, ordered = _loose(table), f"temp.{table.name}_ordered"
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

    def switch(self, also: Callable[[Connection], None]) -> None:
        with self.writing():
            self.take_place()
            also(self.connection)
        self.drop_former()

    def free_names(self, table: Table) -> None:
        for index in table.indexes:
            self.say(f"DROP INDEX {index.name}")

    def name_indexes(self, table: Table) -> None:
        """SQLite cannot rename an index: it is made when its name is free."""
        for index in table.indexes:
            index.create(self.connection)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Write in tables of this connection alone: nobody waits for it."""
        self.connection.execution_options(reading=True)
        try:
            with self.connection.begin():
                yield
        finally:
            self.connection.execution_options(reading=False)


def _insertion(table: str, columns: Sequence[str], rows: int) -> str:
    named, row = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({named}) VALUES {', '.join([f'({row})'] * rows)}"  # noqa: S608 (our own names)


def _is_ordered(table: Table) -> bool:
    """Whether its rows are kept in the order of the key: then they must come in order."""
    return not table.dialect_options["sqlite"]["with_rowid"]


def _loose(table: Table) -> str:
    return f"temp.{table.name}_loose"
