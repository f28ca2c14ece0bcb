"""What happened, in order: the log, and the outbox of the jobs each event starts.

An event is recorded in the transaction of the change it tells, so neither exists without the
other. It is delivered at least once: claimed with a lease, each listening job run in turn and
ticked off, tried five times with growing pauses, then set aside as a dead letter for a person.
"""

import logging
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, insert, or_, select, update
from sqlalchemy.event import listens_for
from sqlalchemy.orm import Mapped, Session, mapped_column

from config import clock, towns
from config.database import Base, Sessions, ask, reading, transaction
from config.towns import EVERY_TOWN, OfTown

LEASE = timedelta(minutes=10)  # longer than any job; a killed process frees its event then
RING_AGAIN = timedelta(seconds=30)
PAUSES = tuple(timedelta(seconds=s) for s in (5, 30, 120, 600))  # between five tries

bell = threading.Event()  # rung at each commit of news, for the thread that runs the jobs here

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class News:
    """An event as its jobs receive it; `number` makes an effect unique."""

    number: int
    name: str  # "observation.submitted"
    subject: str  # the public identifier of what it happened to
    actor: int | None
    details: Mapping[str, Any]


Job = Callable[[News], None]
Jobs = Mapping[str, Sequence[Job]]


class Event(OfTown, Base):
    __tablename__ = "event"
    __table_args__ = (Index("ix_event_waiting", "state", "not_before"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    details: Mapped[dict[str, Any]]
    happened_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="new")  # new, done, dead
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]  # a pause after a failure, or the lease of who delivers it
    rung_at: Mapped[datetime | None]  # when a worker was last told of it
    finished: Mapped[list[str]] = mapped_column(default=list)  # the jobs already done
    last_error: Mapped[str | None] = mapped_column(Text)


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


def waiting(session: Session, limit: int = 100) -> Sequence[int]:
    """Return the numbers of the events to deliver now, oldest first."""
    now = clock.now()
    quiet = or_(Event.rung_at.is_(None), Event.rung_at < now - RING_AGAIN)
    due = select(Event.id).where(Event.state == "new", Event.not_before <= now, quiet)
    due = due.order_by(Event.id).limit(limit)
    return session.scalars(due, execution_options=EVERY_TOWN).all()


def ring(session: Session, numbers: Sequence[int]) -> None:
    """Note that a worker was told of these events: they are told again if nobody comes."""
    told = update(Event).where(Event.id.in_(numbers)).values(rung_at=clock.now())
    session.execute(told, execution_options=EVERY_TOWN)


def deliver(number: int, jobs: Jobs) -> bool:
    """Run the jobs of one event that are not done yet; say whether all went well."""
    event = _claim(number)
    if event is None:  # delivered already, or in other hands
        return True
    news = News(event.id, event.name, event.subject, event.actor_id, event.details)
    named = {f"{job.__module__}.{job.__name__}": job for job in jobs.get(event.name, ())}
    left = [name for name in named if name not in event.finished]
    with towns.serving(event.town_id):
        for name in left:
            try:
                named[name](news)
            except Exception as error:  # whatever it is, the event is tried again
                log.exception("event %s: %s failed", number, name)
                _failed(number, event.attempts, f"{name}: {error!r}")
                return False
            if name != left[-1]:
                event.finished.append(name)
                _mark(number, finished=event.finished)
    _mark(number, state="done", finished=list(named))  # with the last job's tick: one commit
    return True


def _claim(number: int) -> Event | None:
    """Take an event for ourselves, unless another process did."""
    now = clock.now()
    mine = update(Event).where(Event.id == number, Event.state == "new", Event.not_before <= now)
    mine = mine.values(attempts=Event.attempts + 1, not_before=now + LEASE)
    with transaction() as session:
        return session.scalar(mine.returning(Event), execution_options=EVERY_TOWN)


def _failed(number: int, attempts: int, error: str) -> None:
    if attempts > len(PAUSES):
        _mark(number, state="dead", last_error=error[:2000])
    else:
        again = clock.now() + PAUSES[attempts - 1]
        _mark(number, not_before=again, rung_at=None, last_error=error[:2000])


def _mark(number: int, **values: Any) -> None:
    with transaction() as session:
        changed = update(Event).where(Event.id == number).values(**values)
        session.execute(changed, execution_options=EVERY_TOWN)


def about(session: Session, subject: str) -> Sequence[Event]:
    """Return all that happened to something, oldest first."""
    return session.scalars(select(Event).where(Event.subject == subject).order_by(Event.id)).all()


def told_otherwise(session: Session, actor: int, which: Mapping[str, Any], **values: Any) -> None:
    """Change what is kept of an actor's news, of one name or about one subject."""
    session.execute(update(Event).filter_by(actor_id=actor, **which).values(**values))


def dead(session: Session) -> Sequence[Event]:
    """Return this town's dead letters: events that failed five times."""
    return session.scalars(select(Event).where(Event.state == "dead").order_by(Event.id)).all()


def replay(session: Session) -> int:
    """Give the dead letters five new tries; say how many."""
    again = update(Event).where(Event.state == "dead")
    again = again.values(state="new", attempts=0, not_before=clock.now(), rung_at=None)
    return len(session.scalars(again.returning(Event.id)).all())


def close_unheard(heard: Collection[str]) -> None:
    """Close at once what no job listens to: it is the log's alone."""
    unheard = (Event.state == "new", Event.name.not_in(heard))
    with reading() as session:
        known = select(Event.id).where(*unheard).limit(1)
        if session.scalar(known, execution_options=EVERY_TOWN) is None:
            return
    with transaction() as session:
        closed = update(Event).where(*unheard).values(state="done")
        session.execute(closed, execution_options=EVERY_TOWN)


def deliver_all(jobs: Jobs, give_way: Callable[[], object] = lambda: None) -> int:
    """Deliver here and now all that waits, and what that brings; say how many events.

    give_way: called before each event, where others may go first.
    """
    delivered = 0
    while True:
        close_unheard(jobs.keys())
        with reading() as session:
            due = waiting(session)
        if not due:
            return delivered
        for number in due:
            give_way()
            deliver(number, jobs)
        delivered += len(due)
