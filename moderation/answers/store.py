"""Find who asked."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.accounts import store as accounts
from citizen.accounts.rules import Caller
from citizen.observations.access import may_decide
from citizen.observations.tables import Observation
from moderation.decisions.tables import Decision


def asker(session: Session, found: Observation) -> Caller | None:
    """Return who asked last about an observation, if they may still decide on it."""
    asked = select(Decision.moderator_id).where(
        Decision.observation_id == found.id, Decision.verdict == "ask"
    )
    who = session.scalar(asked.order_by(Decision.id.desc()).limit(1))
    known = accounts.by_number(session, who) if who is not None else None
    return known if known is not None and may_decide(found, known) else None
