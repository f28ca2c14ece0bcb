"""Keep decisions."""

from collections.abc import Sequence
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.observations.tables import Observation
from config import clock
from moderation.decisions.rules import MERGED, Before, Verdict
from moderation.decisions.tables import Decision
from moderation.queues.rules import LEAD


def add(
    session: Session, observation: Observation, decision: Verdict, by: tuple[int, str],
    reached: tuple[str, int],
) -> Decision:  # fmt: skip
    """Keep a decision (by whom: account, organisation) and what it leads to (status, level)."""
    before = before_merging(session, observation)
    if before is None or decision.verdict != MERGED:
        before = Before(observation.status, observation.level, observation.part_of)
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
        status_before=before.status,
        level_before=before.level,
        part_of_before=before.part_of,
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


def before_merging(session: Session, observation: Observation) -> Before | None:
    """Return what an observation was before it was merged; nothing when it is not.

    Merged again into another, it still goes back to what it was at first.
    """
    if observation.status != MERGED:
        return None
    taken = select(Decision).where(
        Decision.observation_id == observation.id, Decision.verdict == MERGED
    )
    last = session.scalar(taken.order_by(Decision.id.desc()).limit(1))
    if last is None:
        return None
    return Before(last.status_before, last.level_before, last.part_of_before)


def renew(session: Session, observation: Observation, by: tuple[int, str]) -> None:
    """Bind what was decided last to the present version (by whom: account, organisation)."""
    last = of_observation(session, observation.id)[-1]
    again = Verdict(last.verdict, last.certainty, reason=last.reason, comment=last.comment)
    reached = observation.status, observation.level
    taken = add(session, observation, again, by, reached)
    taken.cd_nom, taken.ornamental_id = last.cd_nom, last.ornamental_id
