"""Tables replaced whole while they are read: filled beside, then switched in one short moment.

Whatever is read meanwhile is the edition before. Rows are committed a few thousand at a time, so
that no writer waits for long; indexes come after the rows. How far each table is, and from which
source, is kept in the same transaction: an interrupted filling goes on where it stopped. What an
engine does its own way is in the module that bears its name.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import datetime

from sqlalchemy import Table
from sqlalchemy.exc import OperationalError

from config import database
from config.editions.edition import NEXT, BrokenOff, Edition, Filled, StillRead
from config.editions.postgresql import PostgreSQLEdition
from config.editions.sqlite import SQLiteEdition
from config.engines import only_one

__all__ = ["NEXT", "BrokenOff", "Busy", "Edition", "Filled", "StillRead", "alone", "tidy"]

KINDS: dict[str, type[Edition]] = {"postgresql": PostgreSQLEdition, "sqlite": SQLiteEdition}
LOCK = 7267  # of PostgreSQL: any number that only this uses


class Busy(Exception):
    """Another process is replacing the tables."""


@contextmanager
def alone(tables: Sequence[Table]) -> Iterator[Edition]:
    """Replace tables, one process at a time; raise Busy when another does already.

    The lock goes with the process. Raise BrokenOff when the database is lost: the next one goes on.
    """
    engine = database.engine()
    try:
        with engine.connect() as connection, only_one(connection, LOCK) as is_ours:
            if not is_ours:
                raise Busy
            with closing(KINDS[engine.dialect.name](connection, tables)) as beside:
                yield beside
    except (OperationalError, engine.dialect.loaded_dbapi.OperationalError) as lost:
        raise BrokenOff(str(lost).splitlines()[0]) from lost


def tidy(tables: Sequence[Table], since: datetime) -> None:
    """Drop what is left of a filling begun before then, or of a switch cut short."""
    with suppress(Busy), alone(tables) as beside:
        if not beside.is_begun_since(since):
            beside.clear()
