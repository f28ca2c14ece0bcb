"""Keep decisions."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.accounts.tables import Account
from citizen.observations.tables import Observation
from config import clock
from moderation.chain import store as chain
from moderation.decisions.rules import MERGED, Before, Verdict
from moderation.decisions.tables import Decision
from moderation.queues.rules import LEAD

TOLD = ("accept", "doubt", "reject", "unassessable", "ask")  # of a public record, to anyone


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


def line(found: Observation, taken: Decision) -> dict[str, Any]:
    """What the chain holds of a decision: no words, which may be about people."""
    why = {"automatic": taken.automatic} if taken.automatic else {}
    return why | {
        "observation": str(found.uuid),
        "decision": str(taken.uuid),
        "version": taken.version,
        "verdict": taken.verdict,
        "certainty": taken.certainty,
        "reason": taken.reason,
        "of": str(taken.of or ""),
        "cd_nom": taken.cd_nom,
        "organisation": taken.organisation,
        "status": taken.status_after,
        "level": taken.level,
    }


def of_observation(session: Session, observation: int) -> Sequence[Decision]:
    """Return the decisions on an observation, oldest first."""
    taken = select(Decision).where(Decision.observation_id == observation)
    return session.scalars(taken.order_by(Decision.id)).all()


def last_of(session: Session, observation: int) -> Decision | None:
    """Return the decision that stands: the last one that was not undone."""
    last = select(Decision).where(
        Decision.observation_id == observation, Decision.undone_at.is_(None)
    )
    return session.scalar(last.order_by(Decision.id.desc()).limit(1))


def of_uuid(session: Session, uuid: UUID) -> Decision | None:
    return session.scalar(select(Decision).where(Decision.uuid == uuid))


def organisation_of_last(session: Session, observation: int) -> str:
    """Return the organisation that decided last on an observation."""
    last = last_of(session, observation)
    return last.organisation if last else LEAD


def name_of(session: Session, decision: Decision) -> str:
    """Who took a decision, for their colleagues: a name, else their organisation."""
    found = session.get(Account, decision.moderator_id)
    return (found.name if found else "") or decision.organisation


class Check(NamedTuple):
    """A judgement as anyone may read it; name: of who chose to be named, else ""."""

    day: date
    what: str  # a verdict; of an acceptance, how sure
    name: str


def public_history(session: Session, uuid: UUID) -> list[Check]:
    """Tell how a public record was checked under the name it has: decisions that stand, unnamed.

    What was judged under another name is not told: that name may be sensitive where this is not.
    """
    query = (
        select(Decision, Account)
        .join(Observation, Observation.id == Decision.observation_id)
        .join(Account, Account.id == Decision.moderator_id)
        .where(Observation.uuid == uuid, Decision.undone_at.is_(None), Decision.verdict.in_(TOLD))
    )
    return [
        Check(
            taken.taken_at.date(),
            _judged(taken),
            (by.name or "") if by.signs else "",
        )
        for taken, by in _under_its_name(session.execute(query.order_by(Decision.id)))
    ]


def _under_its_name(taken: Iterable[Any]) -> list[Any]:
    """Those since a record has its name; the first decision gave or took that of its author."""
    kept: list[Any] = []
    name: tuple[int | None, int | None] | None = None
    for one, by in taken:
        given = (one.cd_nom, one.ornamental_id)
        if given not in ((None, None), name):
            kept, name = [], given
        kept.append((one, by))
    return kept


def _judged(taken: Decision) -> str:
    if taken.automatic:
        return "automatic"
    return taken.certainty if taken.verdict == "accept" else taken.verdict


def before_merging(session: Session, observation: Observation) -> Before | None:
    """Return what an observation was before it was merged; nothing when it is not.

    Merged again into another, it still goes back to what it was at first.
    """
    if observation.status != MERGED:
        return None
    taken = select(Decision).where(
        Decision.observation_id == observation.id,
        Decision.verdict == MERGED,
        Decision.undone_at.is_(None),
    )
    last = session.scalar(taken.order_by(Decision.id.desc()).limit(1))
    if last is None:
        return None
    return Before(last.status_before, last.level_before, last.part_of_before)


def renew(session: Session, observation: Observation, by: tuple[int, str]) -> None:
    """Bind what was decided last to the present version (by whom: account, organisation)."""
    last = last_of(session, observation.id) or of_observation(session, observation.id)[-1]
    again = Verdict(last.verdict, last.certainty, reason=last.reason, comment=last.comment)
    reached, observation.automatic = (observation.status, observation.level), False
    taken = add(session, observation, again, by, reached)
    taken.cd_nom, taken.ornamental_id, taken.turn = last.cd_nom, last.ornamental_id, -1
    chain.add(session, "decision", by[0], **line(observation, taken))


def is_first_accepted(session: Session, found: Observation) -> bool:
    """Whether no other observation of its author was ever accepted."""
    before = select(Decision.id).join(Observation, Observation.id == Decision.observation_id)
    before = before.where(Observation.author_id == found.author_id, Observation.id != found.id)
    return session.scalar(before.where(Decision.status_after == "accepted").limit(1)) is None
