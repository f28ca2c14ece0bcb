"""Put observations in queues and take them out."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from citizen.observations.tables import Observation
from config import clock
from config.engines import insert_once
from moderation.queues.lengths.store import count
from moderation.queues.rules import Desk, Position
from moderation.queues.tables import Waiting


def put(session: Session, observation: int, desk: Desk) -> None:
    """Put an observation in the queue of a desk; once there, it stays there."""
    received = session.get_one(Observation, observation).received_at
    made = insert_once(session, Waiting, ("observation_id",)).values(
        observation_id=observation,
        organisation=desk.organisation,
        why=dict(desk.why),
        since=clock.now(),
        due=desk.due or received + timedelta(days=desk.target_days),
        target_days=desk.target_days,
    )
    if session.scalar(made.returning(Waiting.id)) is not None:
        count(desk.organisation, 1)


def move(waits: Waiting, desk: Desk) -> None:
    """Move what waits to another desk: nobody holds it there; what was promised counts on."""
    count(waits.organisation, -1)
    count(desk.organisation, 1)
    waits.organisation, waits.why = desk.organisation, dict(desk.why)
    waits.since, waits.held_by, waits.held_until = clock.now(), None, None
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


def position_of(session: Session, observation: int) -> Position | None:
    """Say where an observation stands in the order; nothing when it does not wait."""
    waits = of(session, observation)
    return Position(waits.due, waits.observation_id) if waits else None
