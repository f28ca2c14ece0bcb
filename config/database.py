"""The database: its tables' base class, and where a transaction begins and ends."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Executable,
    MetaData,
    String,
    TypeDecorator,
    Uuid,
    event,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, sessionmaker
from sqlalchemy.orm import Session as Session  # its type, for those who ask no SQL themselves

from config import statements
from config.engines import glancing_options, open_database, reading_options
from config.turns import Turns

Sessions = sessionmaker(expire_on_commit=False)
Readings = sessionmaker(expire_on_commit=False)  # the same pool, without the writer's lock
Glances = sessionmaker(expire_on_commit=False)  # the same again, without one state for all


class Instant(TypeDecorator[datetime]):
    """An instant, kept in UTC and given back in UTC: SQLite forgets offsets."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy's signature)
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return value and value.replace(tzinfo=value.tzinfo or UTC).astimezone(UTC)


Document = JSON().with_variant(JSONB(), "postgresql")
# Text compared byte by byte: a beginning is a range of its index, in the same order everywhere.
Plain = String().with_variant(String(collation="C"), "postgresql")

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base class of every table."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 (SQLAlchemy's own attribute)
        datetime: Instant(),
        UUID: Uuid(),
        dict[str, Any]: Document,
        list[str]: Document,
    }


# SQLite has one writer at a time, and those who wait poll for their turn: under load some wait for
# seconds, then give up. The threads of a process wait here instead, and are called in their order.
_turn: list[AbstractContextManager[Any]] = [nullcontext()]
# Its readers share one interpreter: those who answer each keystroke take turns too, or a few of
# them would wait for all the others.
_line: list[AbstractContextManager[Any]] = [nullcontext()]
# A number for each change of this process, so that what it remembers is not looked up to be sure.
_numbers = count(1)
_written = [0]


def connect(url: str) -> Engine:
    """Open the database and make it the one of every transaction."""
    engine = open_database(url)
    event.listen(engine, "commit", _count)
    for turns in (_turn, _line):
        turns[:] = [Turns() if engine.dialect.name == "sqlite" else nullcontext()]
    Sessions.configure(bind=engine)
    Readings.configure(bind=engine.execution_options(**reading_options(engine)))
    Glances.configure(bind=engine.execution_options(**glancing_options(engine)))
    return engine


def _count(_: Connection) -> None:
    _written[0] = next(_numbers)


def written() -> int:
    """The number of the last change of this process: another than before, look again."""
    return _written[0]


def engine() -> Engine:
    """Return the engine of every transaction."""
    bound: Engine = Sessions.kw["bind"]
    return bound


def ask(
    session: Session,
    statement: Executable,
    values: Mapping[str, Any] | Sequence[Mapping[str, Any]],
) -> Sequence[Any]:
    """Ask a statement that was made once, with named values; several values: one row for each.

    Rows come back, no objects: making a statement and its objects anew each time costs ten times
    what an engine takes to answer. It names its town itself, by `towns.is_served`.
    """
    session.flush()
    connection = session.connection()
    if not isinstance(values, Mapping) and len(values) == 1:
        values = values[0]
    if isinstance(values, Mapping):
        return statements.run(connection, statement, values)
    done = connection.execute(statement, values)
    return done.all() if done.returns_rows else []


def turn() -> AbstractContextManager[Any]:
    """The turn of the writers of this process, for one who writes without a session."""
    return _turn[0]


def line() -> AbstractContextManager[Any]:
    """The turn of those who only read, at every keystroke: take it before anything else."""
    return _line[0]


@contextmanager
def transaction() -> Iterator[Session]:
    """Write: commit when the block ends; roll back when it raises."""
    with _turn[0], Sessions.begin() as session:
        yield session


@contextmanager
def joining(connection: Connection) -> Iterator[Session]:
    """Write in a transaction that is under way: what is written is kept with it, or not at all."""
    with Sessions(bind=connection) as session:
        yield session
        session.commit()  # the transaction that was joined goes on


@contextmanager
def reading() -> Iterator[Session]:
    """Read one consistent state, without waiting for a writer; nothing is kept."""
    with Readings() as session:
        yield session


@contextmanager
def glance() -> Iterator[Session]:
    """Read at once, each query by itself: for an answer that is wanted at every keystroke."""
    with Glances() as session:
        yield session
