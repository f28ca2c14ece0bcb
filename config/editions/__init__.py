"""Tables replaced whole while they are read: filled beside, then switched in one short moment.

Whatever is read meanwhile is the edition before. Rows are committed a few thousand at a time, so
that no writer waits for long; indexes come after the rows. What an engine does its own way is in
the module that bears its name.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Table

from config import database
from config.editions.edition import NEXT, Edition, Filled, StillRead
from config.editions.postgresql import PostgreSQLEdition
from config.editions.sqlite import SQLiteEdition
from config.engines import only_one

__all__ = ["NEXT", "Busy", "Edition", "Filled", "StillRead", "alone"]

KINDS: dict[str, type[Edition]] = {"postgresql": PostgreSQLEdition, "sqlite": SQLiteEdition}
LOCK = 7267  # of PostgreSQL: any number that only this uses


class Busy(Exception):
    """Another process is replacing the tables."""


@contextmanager
def alone(tables: Sequence[Table]) -> Iterator[Edition]:
    """Replace tables, one process at a time; raise Busy when another does already.

    The lock goes with the process: after an interruption the next one begins anew.
    """
    engine = database.engine()
    with engine.connect() as connection, only_one(connection, LOCK) as is_ours:
        if not is_ours:
            raise Busy
        yield KINDS[engine.dialect.name](connection, tables)
