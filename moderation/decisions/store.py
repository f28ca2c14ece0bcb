"""Keep decisions."""

from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.observations.tables import Observation
from config import clock
from moderation.decisions.rules import Verdict
from moderation.decisions.tables import Decision
from moderation.queues.rules import LEAD


def add(
    session: Session, observation: Observation, decision: Verdict, by: tuple[int, str],
    reached: tuple[str, int],
) -> Decision:  # fmt: skip
    """Keep a decision (by whom: account, organisation) and what it leads to (status, level)."""
    taken = Decision(
        uuid=uuid4(),
        observation_id=observation.id,
        version=observation.version,
        moderator_id=by[0],
        organisation=by[1],
        verdict=decision.verdict,
        certainty=decision.certainty,
        reason=decision.reason,
        comment=decision.comment,
        of=decision.of,
        status_before=observation.status,
        status_after=reached[0],
        level=reached[1],
        taken_at=clock.now(),
    )
    session.add(taken)
    return taken


def of_observation(session: Session, observation: int) -> Sequence[Decision]:
    """Return the decisions on an observation, oldest first."""
    taken = select(Decision).where(Decision.observation_id == observation)
    return session.scalars(taken.order_by(Decision.id)).all()


def organisation_of_last(session: Session, observation: int) -> str:
    """Return the organisation that decided last on an observation."""
    last = select(Decision.organisation).where(Decision.observation_id == observation)
    return session.scalar(last.order_by(Decision.id.desc()).limit(1)) or LEAD
