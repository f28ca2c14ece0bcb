"""Find former versions; keep proposals of new ones, find the one that waits, close it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.observations.revisions.rules import Change, changes
from citizen.observations.revisions.tables import Proposal
from citizen.observations.rules import Submission
from citizen.observations.store import told
from citizen.observations.tables import Observation, Revision
from config import clock
from config.events import Event


def revisions(session: Session, observation: Observation) -> Sequence[Revision]:
    """Return the former versions of an observation, oldest first."""
    former = select(Revision).where(Revision.observation_id == observation.id)
    return session.scalars(former.order_by(Revision.version)).all()


def digest_of(session: Session, observation: Observation, version: int) -> str:
    """Return the digest of a version, present or former; nothing when it never was."""
    if version == observation.version:
        return observation.digest
    former = select(Revision.digest).where(
        Revision.observation_id == observation.id, Revision.version == version
    )
    return session.scalar(former) or ""


def propose(
    session: Session, found: Observation, new: Submission, group: str, version: int
) -> Proposal:
    """Keep a proposal to replace a version; the one that waited is replaced."""
    former = waiting(session, found.id)
    if former is not None:
        close(former, "replaced")
    made = Proposal(
        uuid=uuid4(),
        observation_id=found.id,
        version=version,
        content=new.told(),
        group=group,
        digest=new.digest(),
        proposed_at=clock.now(),
        state="waiting",
    )
    session.add(made)
    session.flush()
    return made


def close(one: Proposal, state: str, answer: str = "") -> None:
    one.state, one.answer, one.answered_at = state, answer, clock.now()


def waiting(session: Session, observation: int) -> Proposal | None:
    """Return the proposal that waits for a decision; there is one at most."""
    query = select(Proposal).where(
        Proposal.observation_id == observation, Proposal.state == "waiting"
    )
    return session.scalar(query)


def known(session: Session, observation: int, version: int, digest: str) -> Proposal | None:
    """Find what was proposed already: this content, to replace this version."""
    query = select(Proposal).where(
        Proposal.observation_id == observation,
        Proposal.version == version,
        Proposal.digest == digest,
    )
    return session.scalar(query)


def last(session: Session, found: Observation) -> Proposal | None:
    """Return what was proposed last to replace the present version, whatever became of it."""
    query = select(Proposal).where(
        Proposal.observation_id == found.id, Proposal.version >= found.version
    )
    return session.scalar(query.order_by(Proposal.id.desc()).limit(1))


def of_observation(session: Session, observation: int) -> Sequence[Proposal]:
    """Return all that was proposed, oldest first."""
    query = select(Proposal).where(Proposal.observation_id == observation)
    return session.scalars(query.order_by(Proposal.id)).all()


def of_uuid(session: Session, found: Observation, uuid: UUID) -> Proposal | None:
    query = select(Proposal).where(Proposal.observation_id == found.id, Proposal.uuid == uuid)
    return session.scalar(query)


def contents(session: Session, found: Observation) -> dict[int, Mapping[str, Any]]:
    """Return what every version said, by its number."""
    former = {one.version: one.content for one in revisions(session, found)}
    return {**former, found.version: told(found)}


Proposed = tuple[Proposal, list[Change]]  # what was proposed, and what it would have changed


def proposed(session: Session, found: Observation) -> list[Proposed]:
    """Return all that was proposed, oldest first, each with what it would have changed then."""
    made = of_observation(session, found.id)
    known = contents(session, found) if made else {}
    return [(one, _between(_at(known, one.version), one.content)) for one in made]


def _at(known: Mapping[int, Mapping[str, Any]], version: int) -> Mapping[str, Any] | None:
    """What an observation said at a version, or at the last before it; None: it is forgotten."""
    there = max((number for number in known if number <= version), default=None)
    return None if there is None else known[there]


def _between(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[Change]:
    return [] if before is None else changes(before, after)


def by_event(
    session: Session, found: Observation, events: Sequence[Event], made: Sequence[Proposed]
) -> dict[int, list[Change]]:
    """Say what each event of an observation changed, or proposed to change, of what was made."""
    told_of = [one for one in events if one.details.keys() & {"version", "proposal"}]
    if not told_of:
        return {}
    known = contents(session, found)
    proposals = {one.id: changed for one, changed in made}
    return {one.id: _changed(known, proposals, one.details) for one in told_of}


def _changed(
    known: Mapping[int, Mapping[str, Any]],
    proposals: Mapping[int, list[Change]],
    details: Mapping[str, Any],
) -> list[Change]:
    version = details.get("version")
    if version is None:
        return proposals.get(details["proposal"], [])
    return _between(_at(known, version - 1), known[version]) if version in known else []
