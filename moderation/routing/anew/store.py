"""Walk through what waits, some at a time; find what is in no queue, or in one without reason."""

from collections.abc import Sequence

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session, undefer

from citizen.observations.revisions.tables import Proposal
from citizen.observations.tables import Observation
from moderation.queues.tables import Waiting

TOGETHER = 500  # of one transaction
Row = tuple[Waiting, Observation]


def some(session: Session, after: int, *, to_move: bool = True) -> list[Row]:
    """Return some of what waits, by row of its observation; kept to the transaction to be moved."""
    query = (
        select(Waiting, Observation)
        .join(Observation, Observation.id == Waiting.observation_id)
        .options(undefer(Observation.place))
        .where(Waiting.observation_id > after)
        .order_by(Waiting.observation_id)
        .limit(TOGETHER)
    )
    if to_move:
        query = query.with_for_update(of=Waiting)
    return [(waits, found) for waits, found in session.execute(query)]


def nowhere(session: Session) -> Sequence[Observation]:
    """Find what is open to a decision, or proposed anew, and in no queue."""
    waits = exists().where(Waiting.observation_id == Observation.id)
    lost = select(Observation).where(Observation.status == "submitted", ~waits)
    return session.scalars(lost.order_by(Observation.id).limit(TOGETHER).with_for_update()).all()


def forget_ended(session: Session) -> None:
    """Take out of the queues what waits for nothing any more."""
    here = Waiting.observation_id  # asked of each: PostgreSQL would walk a long list for every row
    open_still = exists().where(Observation.id == here, Observation.status == "submitted")
    proposed = exists().where(Proposal.observation_id == here, Proposal.state == "waiting")
    ended = delete(Waiting).where(~open_still, ~proposed)
    session.execute(ended, execution_options={"synchronize_session": False})
