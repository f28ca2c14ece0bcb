"""An edition on PostgreSQL: each table is filled and indexed by a connection of its own."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, Table, inspect, text
from sqlalchemy.exc import OperationalError

from config.editions.edition import NEXT, OLD, Edition, Filled, StillRead

TRIES = 600  # half seconds to wait for readers of the tables
AT_ONCE = 2  # connections that fill or index: more would slow down who reads meanwhile
FEWER_ROWS = "SET LOCAL default_statistics_target = 20"  # looked at: names are asked by their index
EARLIER = """SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
  AND pid <> pg_backend_pid() AND backend_xmin IS NOT NULL
  AND backend_type = 'client backend' AND xact_start < :since"""


class PostgreSQLEdition(Edition):
    """Tables that COPY fills; their indexes come after, and keep their names when renamed."""

    filled_at: Any = None  # the server's time when all rows were there

    def make(self, table: Table) -> None:
        self.say(f"CREATE TABLE {table.name}{NEXT} (LIKE {table.name})")

    def put(self, rows: Sequence[Filled]) -> None:
        with ThreadPoolExecutor(AT_ONCE) as together:
            list(together.map(self._copy, rows))

    def _copy(self, rows: Filled) -> None:
        named = ", ".join(f'"{column}"' for column in rows.columns)
        command = f"COPY {rows.table.name}{NEXT} ({named}) FROM STDIN"
        with self._beside() as connection:
            bare: Any = connection.connection.driver_connection
            with bare.cursor() as cursor, cursor.copy(command) as copy:
                copy.write(rows.lines.replace(b"\\", b"\\\\"))
            self.mark(connection, rows)

    def finish(self) -> None:
        with ThreadPoolExecutor(AT_ONCE) as together:
            list(together.map(self._index, reversed(self.tables)))
            list(together.map(self._settle, self.tables))
        with self.writing():
            self.filled_at = self.connection.scalar(text("SELECT clock_timestamp()"))

    def _index(self, table: Table) -> None:
        name, key = table.name, ", ".join(f'"{column.name}"' for column in table.primary_key)
        commands = [f"ALTER TABLE {name}{NEXT} ADD CONSTRAINT pk_{name}{NEXT} PRIMARY KEY ({key})"]
        for index in table.indexes:
            held = ", ".join(f'"{column.name}"' for column in index.columns)
            commands.append(f"CREATE INDEX {index.name}{NEXT} ON {name}{NEXT} ({held})")
        with self._beside() as connection:
            if inspect(connection).get_pk_constraint(name + NEXT)["constrained_columns"]:
                return  # before an interruption
            for command in (*commands, FEWER_ROWS, f"ANALYZE {name}{NEXT}"):
                connection.execute(text(command))

    def _settle(self, table: Table) -> None:
        """Note that every row is there for everybody: then an index answers by itself."""
        with self.connection.engine.connect() as connection:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            alone.execute(text(f"VACUUM {table.name}{NEXT}"))

    @contextmanager
    def _beside(self) -> Iterator[Connection]:
        with self.connection.engine.begin() as connection:
            yield connection

    def switch(self, also: Callable[[Connection], None]) -> None:
        """Wait for those who read the tables, half a second at a time; others read meanwhile.

        Raise StillRead when somebody reads for longer than we wait.
        """
        self._wait_for_readers()
        for _ in range(TRIES):
            if self._switched(also):
                self.drop_former()
                return
            self._pause()
        raise StillRead

    def _switched(self, also: Callable[[Connection], None]) -> bool:
        """Switch at once, or not at all when somebody holds the tables."""
        try:
            with self.writing():
                self.say("SET LOCAL lock_timeout = '500ms'")
                self.say(f"LOCK TABLE {', '.join(table.name for table in self.tables)}")
                self.take_place()
                also(self.connection)
        except OperationalError as held:
            if isinstance(held.orig, LockNotAvailable):
                return False
            raise
        return True

    def _wait_for_readers(self) -> None:
        """Who reads one state since before the rows came would find the new tables empty."""
        for _ in range(TRIES):
            with self.writing():
                if not self.connection.scalar(text(EARLIER), {"since": self.filled_at}):
                    return
            self._pause()
        raise StillRead

    def _pause(self) -> None:
        with self.writing():
            self.say("SELECT pg_sleep(0.5)")

    def free_names(self, table: Table) -> None:
        for name in _indexes(table):
            self.say(f"ALTER INDEX {name} RENAME TO {name}{OLD}")

    def name_indexes(self, table: Table) -> None:
        for name in _indexes(table):
            self.say(f"ALTER INDEX {name}{NEXT} RENAME TO {name}")


def _indexes(table: Table) -> list[str]:
    return [f"pk_{table.name}", *(str(index.name) for index in table.indexes)]
