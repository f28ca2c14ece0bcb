"""The log: record what happened with the change itself; read what happened to something."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.event import listens_for
from sqlalchemy.orm import Session

from config import clock
from config.database import Sessions, ask
from config.events.tables import Event
from config.towns import is_served

bell = threading.Event()  # rung at each commit of news, for the thread that runs the jobs here

TOLD = insert(Event.__table__)  # type: ignore[arg-type]


def record(
    session: Session, name: str, subject: object, actor: int | None = None, **details: Any
) -> None:
    """Tell what happened, in the transaction of the change itself."""
    session.info["news"], now = True, clock.now()
    told = {"name": name, "subject": str(subject), "actor_id": actor, "details": details}
    ask(session, TOLD, told | {"happened_at": now, "not_before": now})


def record_each(session: Session, name: str, subjects: Iterable[object], actor: int) -> None:
    """Tell the same of several subjects, in their order."""
    session.info["news"], now = True, clock.now()
    told = {"name": name, "actor_id": actor, "details": {}, "happened_at": now, "not_before": now}
    ask(session, TOLD, [told | {"subject": str(subject)} for subject in subjects])


@listens_for(Sessions, "after_commit")
def _ring(session: Session) -> None:
    if session.info.pop("news", False):
        bell.set()


def about(session: Session, subject: str) -> Sequence[Event]:
    """Return all that happened to something, oldest first."""
    return session.scalars(select(Event).where(Event.subject == subject).order_by(Event.id)).all()


LAST = select(func.max(Event.id).label("number")).where(
    Event.subject == bindparam("subject"), is_served(Event)
)


def last_about(session: Session, subject: str) -> int:
    """Return the number of the last news of something, to know whether it changed; 0: none."""
    return ask(session, LAST, {"subject": subject})[0].number or 0


def told_otherwise(session: Session, actor: int, which: Mapping[str, Any], **values: Any) -> None:
    """Change what is kept of an actor's news, of one name or about one subject."""
    session.execute(update(Event).filter_by(actor_id=actor, **which).values(**values))
