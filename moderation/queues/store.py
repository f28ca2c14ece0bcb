"""Put observations in queues and take them out."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from citizen.observations.tables import Observation
from config import clock
from config.engines import insert_once
from moderation.queues.lengths.store import count
from moderation.queues.rules import Desk
from moderation.queues.tables import Waiting


def put(session: Session, observation: int, desk: Desk) -> None:
    """Put an observation in the queue of a desk; once there, it stays there."""
    put_each(session, [(session.get_one(Observation, observation), desk)])


def put_each(session: Session, placed: Sequence[tuple[Observation, Desk]]) -> None:
    """Put observations in the queues of their desks, by one statement."""
    if not placed:
        return
    now = clock.now()
    rows = [
        {
            "town_id": found.town_id,
            "observation_id": found.id,
            "organisation": desk.organisation,
            "why": dict(desk.why),
            "since": now,
            "due": desk.due or found.received_at + timedelta(days=desk.target_days),
            "target_days": desk.target_days,
            "meant_for": desk.meant_for,
        }
        for found, desk in placed
    ]
    made = insert_once(session, Waiting, ("observation_id",)).values(rows)
    for organisation in session.scalars(made.returning(Waiting.organisation)):
        count(organisation, 1)


def move(waits: Waiting, desk: Desk) -> None:
    """Move what waits to another desk: nobody holds it there; what was promised counts on."""
    count(waits.organisation, -1)
    count(desk.organisation, 1)
    waits.organisation, waits.why = desk.organisation, dict(desk.why)
    waits.since, waits.held_by, waits.held_until = clock.now(), None, None
    waits.meant_for = desk.meant_for
    order(waits, desk)


def order(waits: Waiting, desk: Desk) -> None:
    """Give what waits the place in the order that a desk says, if it says one."""
    waits.due, waits.target_days = desk.due or waits.due, desk.target_days


def leave(session: Session, observation: int) -> None:
    gone = delete(Waiting).where(Waiting.observation_id == observation)
    desk = session.scalar(gone.returning(Waiting.organisation))
    if desk is not None:
        count(desk, -1)


def of(session: Session, observation: int) -> Waiting | None:
    return session.scalar(select(Waiting).where(Waiting.observation_id == observation))


def of_each(session: Session, observations: Sequence[int]) -> dict[int, Waiting]:
    """The same for several, by observation; those that wait not are left out."""
    asked = select(Waiting).where(Waiting.observation_id.in_(observations))
    return {one.observation_id: one for one in session.scalars(asked)}
