"""Keep what came too early, find it again, forget it after its time."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, bindparam, delete, func, select
from sqlalchemy.orm import Session

from citizen.accounts.tables import Account
from citizen.observations.parked.rules import Late
from citizen.observations.parked.tables import Parked
from config import clock, towns
from config.database import ask
from config.engines import insert_once


def alone(session: Session, author: int) -> None:
    """Let no observation of an author come in while this transaction lasts.

    A new observation refers to its author's row: PostgreSQL makes it wait for who holds that row;
    on SQLite every writer waits anyway. So either the observation is seen to be there, or what is
    parked is seen by the one that comes.
    """
    session.execute(select(Account.id).where(Account.id == author).with_for_update())


def keep(session: Session, author: int, uuid: UUID, late: Late) -> Parked:
    """Keep what came too early; the same again is the one that is there."""
    made = insert_once(session, Parked, ("author_id", "uuid", "key")).values(
        author_id=author, uuid=uuid, parked_at=clock.now(), **late._asdict()
    )
    session.execute(made)
    return session.scalars(_of(author, uuid).where(Parked.key == late.key)).one()


def of(session: Session, author: int, uuid: UUID) -> Sequence[Parked]:
    """Return what waits for an observation of an author."""
    return session.scalars(_of(author, uuid)).all()


IS_AWAITED = select(Parked.id).where(
    Parked.author_id == bindparam("author"),
    Parked.uuid == bindparam("uuid"),
    towns.is_served(Parked),
)


def is_awaited(session: Session, author: int, uuid: UUID) -> bool:
    """Whether anything waits for an observation of an author."""
    return bool(ask(session, IS_AWAITED, {"author": author, "uuid": uuid}))


def _of(author: int, uuid: UUID) -> Select[Parked]:
    return select(Parked).where(Parked.author_id == author, Parked.uuid == uuid)


def waited_for(session: Session, author: int) -> set[UUID]:
    """Return the identifiers of the observations an author has something parked for."""
    return set(session.scalars(select(Parked.uuid).where(Parked.author_id == author).distinct()))


def count(session: Session, author: int) -> int:
    return session.scalar(select(func.count(Parked.id)).where(Parked.author_id == author)) or 0


def forget(session: Session, one: Parked) -> None:
    session.delete(one)


def forget_before(session: Session, moment: datetime) -> None:
    """Forget what nobody followed with its observation."""
    session.execute(delete(Parked).where(Parked.parked_at < moment))
