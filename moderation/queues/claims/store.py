"""Hold what waits for ten minutes, let go of it."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from citizen.accounts.rules import Caller
from citizen.accounts.tables import Account
from citizen.observations.tables import Observation
from config import clock, recall
from config.database import Instant
from moderation.queues.listing import store as listing
from moderation.queues.listing.store import Item
from moderation.queues.rules import LEASE, Position, Wanted, is_held
from moderation.queues.tables import Waiting

ALL = Wanted()
TRIED = 20  # that others may be taking at this very instant


def take_next(session: Session, caller: Caller, wanted: Wanted = ALL) -> Item | None:
    """Hold the first in order that nobody else holds, for ten minutes."""
    after: Position | None = None
    while True:
        asked = listing.Page(wanted, after, TRIED, free=True)
        tried = listing.rows(session, caller, asked)
        for one in tried:
            if _hold(session, caller, one.waits.observation_id) is not None:
                return one
        if len(tried) < TRIED:
            return None
        after = tried[-1].position


def claim(session: Session, caller: Caller, observation: int) -> Waiting | None:
    """Hold an observation that waits, or go on holding it; return it, even in others' hands."""
    held = _hold(session, caller, observation)
    asked = select(Waiting).where(Waiting.observation_id == observation)
    return held or session.scalar(asked)


def _hold(session: Session, caller: Caller, observation: int) -> Waiting | None:
    """Hold what is free by one statement; what somebody is taking at this instant is not free."""
    now = clock.now()
    free = select(Waiting.id).where(Waiting.observation_id == observation, is_free(caller))
    held = (
        update(Waiting)
        .where(Waiting.id.in_(free.with_for_update(skip_locked=True)))
        .values(
            held_by=caller.id,
            held_until=now + LEASE,
            opened_at=func.coalesce(Waiting.opened_at, bindparam(None, now, Instant())),
        )
        .returning(Waiting)
        .execution_options(populate_existing=True, synchronize_session=False)
    )
    waits = session.scalar(held)
    if waits is not None and waits.opened_at == now:
        _opened(session, observation)
    return waits


def _opened(session: Session, observation: int) -> None:
    """Note once that it was opened; its author reads that it was, never by whom."""
    recall.note(session, "observation.opened", session.get_one(Observation, observation).uuid)


def is_free(caller: Caller) -> ColumnElement[bool]:
    """Whether what waits is in nobody else's hands."""
    ended = Waiting.held_until <= clock.now()
    return or_(Waiting.held_until.is_(None), ended, Waiting.held_by == caller.id)


def is_others(waits: Any, caller: Caller) -> bool:
    """Whether a colleague is looking at it now."""
    if waits is None or waits.held_by == caller.id:
        return False
    return is_held(waits.held_by, waits.held_until, clock.now())


def name_of_holder(session: Session, waits: Any) -> str:
    """Who holds what waits, for their colleagues: a name, else their organisation; "" unknown."""
    found = session.get(Account, waits.held_by) if waits and waits.held_by else None
    return (found and found.name) or (waits.organisation if waits else "")


def release(session: Session, caller: Caller, observation: int) -> None:
    """Let go of what the caller holds."""
    free(session, caller.id, Waiting.observation_id == observation)


def free(session: Session, account: int, *which: ColumnElement[bool]) -> None:
    """Let go of all that an account holds, or of some of it."""
    held = update(Waiting).where(Waiting.held_by == account, *which)
    session.execute(held.values(held_by=None, held_until=None))
