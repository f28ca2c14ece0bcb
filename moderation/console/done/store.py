"""Find what a moderator has just decided, or given their opinion on."""

import re
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.accounts.rules import Caller
from citizen.observations import store as observations
from citizen.observations.tables import Observation
from moderation.decisions.tables import Decision
from moderation.decisions.undoing import seconds_left
from moderation.opinions.rules import SETTLED
from moderation.opinions.tables import Opinion

IDENTIFIER = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Done(NamedTuple):
    """What a moderator has just done, for the page that follows it."""

    observation: Observation
    verdict: str
    certainty: str
    outcome: str  # settled; waits, expert-…: an opinion among others; undone
    decision: UUID | None  # to undo it
    seconds: int  # how long it may be undone


def done(session: Session, moderator: Caller, uuid: str) -> Done | None:
    """Find what this moderator has just decided, or given their opinion on."""
    found = observations.find(session, UUID(uuid)) if IDENTIFIER.fullmatch(uuid) else None
    if found is None:
        return None
    opinion = _last(session, Opinion, moderator, found)
    if opinion is not None and opinion.outcome != SETTLED and opinion.withdrawn_at is None:
        return Done(found, opinion.verdict, opinion.certainty, opinion.outcome, None, 0)
    taken = _last(session, Decision, moderator, found)
    if taken is None:
        return None
    outcome = "undone" if taken.undone_at else SETTLED
    left = seconds_left(taken) if taken.turn == found.turn else 0
    return Done(found, taken.verdict, taken.certainty, outcome, taken.uuid, left)


def _last(session: Session, table: Any, moderator: Caller, found: Observation) -> Any:
    """The last opinion, or decision, of a moderator on an observation."""
    mine = select(table).where(table.moderator_id == moderator.id, table.observation_id == found.id)
    return session.scalar(mine.order_by(table.id.desc()).limit(1))
