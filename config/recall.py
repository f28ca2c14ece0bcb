"""News that no job hears at once: held back for a while and taken back, or the log's alone."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from config import clock
from config.events import Event


def record_later(
    session: Session, pause: timedelta, name: str, about: tuple[object, int | None], **details: Any
) -> int:
    """Tell what happened (about: subject, actor), but let nobody act on it before a pause is over.

    Return its number, to take it back.
    """
    now, (subject, actor) = clock.now(), about
    session.info["news"] = True
    event = Event(
        name=name, subject=str(subject), actor_id=actor, details=details, happened_at=now,
        not_before=now + pause,
    )  # fmt: skip
    session.add(event)
    session.flush()
    return event.id


def note(
    session: Session, name: str, subject: object, actor: int | None = None, **details: Any
) -> None:
    """Keep in the log what no job listens to: it waits for none."""
    now = clock.now()
    told = Event(name=name, subject=str(subject), actor_id=actor, details=details, state="done")
    told.happened_at = told.not_before = now
    session.add(told)


def take_back(session: Session, number: int) -> bool:
    """Close news that nobody acted on yet; say whether it could be: it stays in the log, undone."""
    event = session.get_one(Event, number)
    mine = update(Event).where(Event.id == number, Event.state == "new", Event.attempts == 0)
    closed = mine.values(state="done", details={**event.details, "undone": True})
    return session.scalar(closed.returning(Event.id)) is not None


def happened_since(session: Session, name: str, since: datetime) -> bool:
    """Whether something of a name happened at an instant or after."""
    later = select(Event.id).where(Event.name == name, Event.happened_at >= since)
    return session.scalar(later.limit(1)) is not None
