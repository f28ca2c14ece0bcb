"""The towns served here, and which one is being served: every row of theirs passes through it.

A class that inherits `OfTown` is filtered and filled by itself: a query that forgets the town
cannot be written; while no town is served, one finds nothing and a new row is refused.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Integer, bindparam, event, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import (
    Mapped,
    ORMExecuteState,
    Session,
    declared_attr,
    mapped_column,
    with_loader_criteria,
)

from config.database import Base, Glances, Readings, Sessions, reading
from config.settings import BadSetting

MENDED = "run `brindille prepare` if it is new, or correct BRINDILLE_HOME or DATABASE_URL"
EVERY_TOWN = {"every_town": True}  # execution options of the few queries that serve all towns

_served: ContextVar[int] = ContextVar("served")


class Town(Base):
    """A commune, or a group of communes, that publishes in its own name."""

    __tablename__ = "town"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)  # its INSEE code
    name: Mapped[str]
    is_demonstration: Mapped[bool] = mapped_column(default=False)


def served() -> int:
    """Return the town being served; LookupError when there is none: a fault of ours."""
    return _served.get()


def serve(town: int) -> None:
    """Serve a town from now on, in this thread."""
    _served.set(town)


@contextmanager
def serving(town: int) -> Iterator[None]:
    """Serve a town while the block runs."""
    token = _served.set(town)
    try:
        yield
    finally:
        _served.reset(token)


class OfTown:
    """A row that belongs to one town."""

    @declared_attr
    def town_id(cls) -> Mapped[int]:  # noqa: N805 (a class, as SQLAlchemy calls it)
        return mapped_column(ForeignKey("town.id"), default=served)


THE_SERVED = bindparam("served", None, Integer, callable_=served)


def is_served(table: Any) -> ColumnElement[bool]:
    """Whether a row is of the town being served when a statement, made once, is asked."""
    found: ColumnElement[bool] = table.town_id == THE_SERVED
    return found


def of_code(session: Session, code: str) -> Town | None:
    return session.scalar(select(Town).where(Town.code == code))


def served_town(session: Session) -> Town:
    """Return the town being served."""
    return session.get_one(Town, served())


def held(session: Session) -> None:
    """Keep the towns to this transaction, for a change of what they all stand on."""
    session.execute(select(Town.id).order_by(Town.id).with_for_update())


def held_alone(session: Session) -> None:
    """Keep the town served to this transaction among those that ask so too; others go on."""
    mine = select(Town.id).where(Town.id == served())
    session.execute(mine.with_for_update(key_share=True))


def each(session: Session) -> Iterator[Town]:
    """Serve every town in turn, for what is news to all of them."""
    for town in session.scalars(select(Town).order_by(Town.id)).all():
        with serving(town.id):
            yield town
            session.flush()


def first(session: Session) -> Town | None:
    """Return the town served by default: the oldest."""
    return session.scalar(select(Town).order_by(Town.id).limit(1))


def unanswered(wrong: DBAPIError) -> str:
    """Say what the database said, and what to do."""
    return f"the database does not answer: {str(wrong.orig).partition(chr(10))[0]}; {MENDED}"


def prepared() -> Town:
    """Return the town to serve; BadSetting: the database does not answer, or it has none."""
    try:
        with reading() as session:
            found = first(session)
    except DBAPIError as wrong:
        raise BadSetting(unanswered(wrong)) from None
    if found is None:
        raise BadSetting(f"the database has no town yet; {MENDED}")
    return found


@event.listens_for(Sessions, "do_orm_execute")
@event.listens_for(Readings, "do_orm_execute")
@event.listens_for(Glances, "do_orm_execute")
def _of_this_town_only(asked: ORMExecuteState) -> None:
    if asked.is_column_load or asked.execution_options.get("every_town"):
        return
    if asked.is_select or asked.is_update or asked.is_delete:
        town = _served.get(None)
        only = with_loader_criteria(OfTown, lambda row: row.town_id == town, include_aliases=True)
        asked.statement = asked.statement.options(only)
