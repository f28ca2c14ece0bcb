"""An edition on SQLite: rows of ordered tables are put in order aside, where nobody waits.

Aside is a file of its own beside the database, until the edition is in force: with each rows' mark,
so that after an interruption either file may be further than the other.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import Connection, MetaData, Table, text
from sqlalchemy.schema import CreateTable

from config.editions.edition import NEXT, Edition, Filled

ASIDE = "aside."
MANY = 50_000  # rows kept under one lock
SLICE = 300_000  # bytes of them made into values at once: each value weighs four times its text
VALUES = 500  # given to one statement: more rows by each, up to there, is quicker


class SQLiteEdition(Edition):
    """Tables filled by one statement for many rows; those without a rowid come in order."""

    schemas: ClassVar[Sequence[str]] = ("", ASIDE)

    def __init__(self, connection: Connection, tables: Sequence[Table]) -> None:
        super().__init__(connection, tables)
        self.file = Path(f"{connection.engine.url.database}{NEXT}")
        self.bare: Any = connection.connection.driver_connection
        self._attach()

    def _attach(self) -> None:
        """Open the file aside, without a WAL: its rows are only ever added, each page once."""
        self.bare.execute("ATTACH ? AS aside", [str(self.file)])
        self.bare.execute(f"PRAGMA {ASIDE}journal_mode = DELETE")
        self.bare.execute(f"PRAGMA {ASIDE}synchronous = FULL")

    def close(self) -> None:
        self.bare.execute("DETACH aside")
        if not self.file.stat().st_size:
            self.file.unlink()

    def clear(self) -> None:
        super().clear()
        self.bare.execute("DETACH aside")
        self.file.unlink(missing_ok=True)
        self._attach()

    def schema(self, table: Table) -> str:
        return ASIDE if _is_ordered(table) else ""

    def make(self, table: Table) -> None:
        self.connection.execute(CreateTable(table.to_metadata(MetaData(), name=table.name + NEXT)))
        if _is_ordered(table):
            self.say(f"CREATE TABLE {_loose(table)} AS SELECT * FROM {table.name} WHERE 0")  # noqa: S608

    def put(self, rows: Sequence[Filled]) -> None:
        for aside in (True, False):
            with self.aside() if aside else self.writing():
                for one in rows:
                    if _is_ordered(one.table) is aside:
                        self._insert(one)
                        self.mark(self.connection, one)

    def _insert(self, rows: Filled) -> None:
        if not rows.lines:
            return
        name = _loose(rows.table) if _is_ordered(rows.table) else rows.table.name + NEXT
        for lines in _sliced(rows.lines):
            self._insert_lines(name, rows.columns, lines)

    def _insert_lines(self, name: str, columns: Sequence[str], lines: bytes) -> None:
        values = lines.decode().removesuffix("\n").replace("\n", "\t").split("\t")
        width = len(columns)
        together = VALUES // width * width
        whole = len(values) // together * together
        self.bare.executemany(
            _insertion(name, columns, together // width),
            (values[first : first + together] for first in range(0, whole, together)),
        )
        if rest := values[whole:]:
            self.bare.execute(_insertion(name, columns, len(rest) // width), rest)

    def finish(self) -> None:
        for table in self.tables:
            if _is_ordered(table):
                self._order(table)

    def _order(self, table: Table) -> None:
        """Order the rows aside, then copy them; each step goes on where it was interrupted."""
        name, ordered = table.name + NEXT, f"{ASIDE}{table.name}_ordered"
        key = ", ".join(f'"{column.name}"' for column in table.primary_key)
        with self.aside():
            if self.has(ASIDE, f"{table.name}_loose"):
                self.say(f"CREATE TABLE {ordered} AS SELECT * FROM {_loose(table)} ORDER BY {key}")  # noqa: S608
                self.say(f"DROP TABLE {_loose(table)}")
            last = self.connection.scalar(text(f"SELECT max(rowid) FROM {ordered}")) or 0  # noqa: S608
            copied = self.connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0  # noqa: S608
        copy = text(
            f"INSERT INTO {name} SELECT * FROM {ordered}"  # noqa: S608 (our own names)
            " WHERE rowid > :first AND rowid <= :last"
        )
        for first in range(copied, last, MANY):
            with self.writing():
                self.connection.execute(copy, {"first": first, "last": first + MANY})

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
        """Write in the file aside alone: nobody waits for it."""
        self.connection.execution_options(reading=True)
        try:
            with self.connection.begin():
                yield
        finally:
            self.connection.execution_options(reading=False)


def _insertion(table: str, columns: Sequence[str], rows: int) -> str:
    named, row = ", ".join(f'"{column}"' for column in columns), ", ".join("?" * len(columns))
    return f"INSERT INTO {table} ({named}) VALUES {', '.join([f'({row})'] * rows)}"  # noqa: S608 (our own names)


def _sliced(lines: bytes) -> Iterator[bytes]:
    """Cut lines into slices of whole ones."""
    first = 0
    while first < len(lines):
        last = lines.find(b"\n", first + SLICE) + 1 or len(lines)
        yield lines[first:last]
        first = last


def _is_ordered(table: Table) -> bool:
    """Whether its rows are kept in the order of the key: then they must come in order."""
    return not table.dialect_options["sqlite"]["with_rowid"]


def _loose(table: Table) -> str:
    return f"{ASIDE}{table.name}_loose"
