"""Put observations in queues, find what waits for a moderator, hold and release."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, false, func, or_, select, true, update
from sqlalchemy.orm import Session, undefer

from citizen.accounts.rules import ROLES, Caller, Scope
from citizen.observations.newcomers.store import by_newcomer
from citizen.observations.tables import Observation
from citizen.plausibility.store import flagged
from config import clock
from config.engines import insert_once
from moderation.opinions.store import unheard
from moderation.queues.rules import FLAGGED, LEASE, NEW, Desk
from moderation.queues.tables import Waiting

Item = tuple[Waiting, Observation]


def put(session: Session, observation: int, desk: Desk) -> None:
    """Put an observation in the queue of a desk; once there, it stays there."""
    session.execute(
        insert_once(session, Waiting, ("observation_id",)).values(
            observation_id=observation,
            organisation=desk.organisation,
            why=dict(desk.why),
            since=clock.now(),
        )
    )


def leave(session: Session, observation: int) -> None:
    session.execute(delete(Waiting).where(Waiting.observation_id == observation))


def of(session: Session, observation: int) -> Waiting | None:
    return session.scalar(select(Waiting).where(Waiting.observation_id == observation))


def lengths(session: Session) -> dict[str, int]:
    """Count what waits at each desk."""
    counted = select(Waiting.organisation, func.count()).group_by(Waiting.organisation)
    return {row[0]: row[1] for row in session.execute(counted)}


def waiting(
    session: Session, caller: Caller, after: int, limit: int, part: str = ""
) -> Sequence[Item]:
    """Return what waits for a moderator, oldest first, never their own; or a part of it."""
    query = narrowed(_for(caller), part).where(Waiting.observation_id > after)
    rows = session.execute(query.order_by(Waiting.observation_id).limit(limit))
    return [(item, observation) for item, observation in rows]


def narrowed(query: Any, part: str) -> Any:
    """Narrow a query of the queue to a part of it; "" for all."""
    if part == FLAGGED:
        return query.where(flagged(Observation.id, Observation.version))
    return query.where(by_newcomer()) if part == NEW else query


def newcomers(session: Session, observations: Collection[int]) -> set[int]:
    """Return those of some observations (rows) whose author nobody knows yet."""
    theirs = select(Observation.id).where(Observation.id.in_(observations), by_newcomer())
    return set(session.scalars(theirs))


def take_next(session: Session, caller: Caller) -> Item | None:
    """Hold the oldest that nobody holds, for ten minutes."""
    now = clock.now()
    free = or_(Waiting.held_until.is_(None), Waiting.held_until < now, Waiting.held_by == caller.id)
    query = _for(caller).where(free).order_by(Waiting.observation_id).limit(1)
    row = session.execute(query.with_for_update(of=Waiting, skip_locked=True)).first()
    if row is None:
        return None
    row[0].held_by, row[0].held_until = caller.id, now + LEASE
    return row[0], row[1]


def release(session: Session, caller: Caller, observation: int) -> None:
    """Let go of what the caller holds."""
    held = update(Waiting).where(
        Waiting.observation_id == observation, Waiting.held_by == caller.id
    )
    session.execute(held.values(held_by=None, held_until=None))


def _for(caller: Caller) -> Any:
    joined = select(Waiting, Observation).join(
        Observation, Observation.id == Waiting.observation_id
    )
    joined = joined.options(undefer(Observation.place))
    return joined.where(
        Observation.author_id != caller.id,
        or_(false(), *map(_within, caller.scopes)),
        unheard(caller.id),
    )


def _within(scope: Scope) -> ColumnElement[bool]:
    """What a scope gives to see: all for the town's lead, else their desk within their scope."""
    if scope.role == "admin":
        return true()
    if "moderator" not in ROLES[scope.role]:
        return false()
    limits = [Waiting.organisation == scope.organisation]
    if scope.protocols:
        limits.append(Observation.protocol.in_(scope.protocols))
    if scope.groups:
        limits.append(Observation.group.in_(scope.groups))
    if scope.territories:
        limits.append(Observation.territory.in_(scope.territories))
    return and_(*limits)
