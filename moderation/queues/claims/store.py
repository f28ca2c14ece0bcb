"""Hold what waits for ten minutes, let go of it."""

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from citizen.accounts.rules import Caller
from config import clock
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
    mine = select(Waiting).where(Waiting.observation_id == observation, is_free(caller))
    mine = mine.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    waits = session.scalar(mine)
    if waits is not None:
        waits.held_by, waits.held_until = caller.id, clock.now() + LEASE
    return waits


def is_free(caller: Caller) -> ColumnElement[bool]:
    """Whether what waits is in nobody else's hands."""
    ended = Waiting.held_until <= clock.now()
    return or_(Waiting.held_until.is_(None), ended, Waiting.held_by == caller.id)


def is_others(waits: Waiting | None, caller: Caller) -> bool:
    """Whether a colleague is looking at it now."""
    if waits is None or waits.held_by == caller.id:
        return False
    return is_held(waits.held_by, waits.held_until, clock.now())


def release(session: Session, caller: Caller, observation: int) -> None:
    """Let go of what the caller holds."""
    free(session, caller.id, Waiting.observation_id == observation)


def free(session: Session, account: int, *which: ColumnElement[bool]) -> None:
    """Let go of all that an account holds, or of some of it."""
    held = update(Waiting).where(Waiting.held_by == account, *which)
    session.execute(held.values(held_by=None, held_until=None))
