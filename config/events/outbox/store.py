"""Find what is due, claim it, mark what came of it; set aside, give new tries."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from config import clock
from config.database import reading, transaction
from config.events.outbox.rules import LEASE, PAUSES, RING_AGAIN, Due, Failure
from config.events.tables import Event
from config.towns import EVERY_TOWN


def waiting(session: Session, limit: int = 100) -> Sequence[Due]:
    """Return the events to deliver now, oldest first: of those about one subject, the first.

    What a worker was told of is in its hands; what failed and pauses holds nothing up.
    """
    now, earlier = clock.now(), aliased(Event)
    quiet = or_(Event.rung_at.is_(None), Event.rung_at < now - RING_AGAIN)
    is_in_turn = ~exists().where(
        earlier.subject == Event.subject,
        earlier.town_id == Event.town_id,
        earlier.id < Event.id,
        earlier.state == "new",
        or_(earlier.not_before <= now, earlier.rung_at.is_not(None)),
    )
    due = select(Event.id, Event.name, Event.town_id, Event.attempts)
    due = due.where(Event.state == "new", Event.not_before <= now, quiet, is_in_turn)
    rows = session.execute(due.order_by(Event.id).limit(limit), execution_options=EVERY_TOWN)
    return [Due(*row) for row in rows]


def count_waiting(session: Session, limit: int) -> int:
    """Count what waits for its jobs and is due, up to a limit."""
    due = select(Event.id).where(Event.state == "new", Event.not_before <= clock.now())
    counted = select(func.count()).select_from(due.limit(limit).subquery())
    return session.scalar(counted, execution_options=EVERY_TOWN) or 0


def ring(session: Session, numbers: Sequence[int]) -> None:
    """Note that a worker was told of these events: they are told again if nobody comes."""
    told = update(Event).where(Event.id.in_(numbers)).values(rung_at=clock.now())
    session.execute(told, execution_options=EVERY_TOWN)


def claim(numbers: Sequence[int]) -> Sequence[Event]:
    """Take events for ourselves, those left that no other process took; in their order."""
    now = clock.now()
    is_free = (Event.id.in_(numbers), Event.state == "new", Event.not_before <= now)
    free = select(Event.id).where(*is_free).order_by(Event.id).with_for_update()
    mine = update(Event).where(Event.id.in_(free), *is_free[1:])
    mine = mine.values(attempts=Event.attempts + 1, not_before=now + LEASE).returning(Event)
    with transaction() as session:
        taken = session.scalars(mine, execution_options=EVERY_TOWN | {"synchronize_session": False})
        return sorted(taken, key=lambda one: one.id)


def mark(done: Sequence[int], finished: Sequence[str], failed: Mapping[int, Failure]) -> None:
    """Tick off what was done, by these jobs; note what failed: it pauses, or is set aside."""
    with transaction() as session:
        if done:
            ticked = update(Event).where(Event.id.in_(done))
            ticked = ticked.values(state="done", finished=list(finished))
            session.execute(ticked, execution_options=EVERY_TOWN)
        for number, told in failed.items():
            noted = update(Event).where(Event.id == number).values(**_after(told))
            session.execute(noted, execution_options=EVERY_TOWN)


def _after(told: Failure) -> dict[str, Any]:
    noted = {"finished": list(told.finished), "last_error": told.error[:2000]}
    if told.attempts > len(PAUSES):
        return noted | {"state": "dead"}
    return noted | {"not_before": clock.now() + PAUSES[told.attempts - 1], "rung_at": None}


def dead(session: Session) -> Sequence[Event]:
    """Return this town's dead letters: events that failed five times."""
    return session.scalars(select(Event).where(Event.state == "dead").order_by(Event.id)).all()


def replay(session: Session) -> int:
    """Give the dead letters five new tries; say how many."""
    again = update(Event).where(Event.state == "dead")
    again = again.values(state="new", attempts=0, not_before=clock.now(), rung_at=None)
    return len(session.scalars(again.returning(Event.id)).all())


def close_unheard(heard: Collection[str]) -> None:
    """Close what no job listens to: it is the log's alone, once it cannot be taken back."""
    due = Event.not_before <= clock.now()
    unheard = (Event.state == "new", Event.name.not_in(heard), due)
    with reading() as session:
        known = select(Event.id).where(*unheard).limit(1)
        if session.scalar(known, execution_options=EVERY_TOWN) is None:
            return
    with transaction() as session:
        closed = update(Event).where(*unheard).values(state="done")
        session.execute(closed, execution_options=EVERY_TOWN)
