"""Correct an observation until it is decided on; afterwards, propose a correction."""

from citizen.observations import intake
from citizen.observations.revisions import store
from citizen.observations.revisions.tables import Proposal
from citizen.observations.rules import DECIDED_STATUSES, OPEN_STATUSES, Seen, Submission, tag
from citizen.observations.tables import Observation
from config import events
from config.database import Session
from config.problems import Problem


def correct(
    session: Session, found: Observation, examined: tuple[Submission, str], seen: Seen
) -> Observation | Proposal | None:
    """Correct an observation that is kept to this transaction, or propose it; None: too early."""
    new, group = examined
    known = store.known(session, found.id, seen.version, new.digest())
    if known is not None and known.state != "accepted":
        return _proposed(known)
    if is_ahead(session, found, seen):
        _refuse_declined(session, found, seen)
        return None
    if _is_done(session, found, new.digest(), seen):
        return found
    if found.status not in OPEN_STATUSES:
        return _propose(session, found, examined, seen)
    if seen != (found.version, found.turn):
        raise Problem("stale-version", etag=tag(found.uuid, found.version, found.turn))
    intake.correct(session, found, new, group)
    return found


def is_ahead(session: Session, found: Observation, seen: Seen) -> bool:
    """Whether the version that was seen is not there yet, not even proposed."""
    return seen.version > _latest(session, found)


def _latest(session: Session, found: Observation) -> int:
    """The last version of an observation, or what it would be once the proposal is accepted."""
    proposed = store.waiting(session, found.id)
    return found.version if proposed is None else proposed.version + 1


def _is_done(session: Session, found: Observation, digest: str, seen: Seen) -> bool:
    """Whether this correction is in what is kept: a phone asks again when no answer came."""
    if seen.version <= found.version and digest == found.digest:
        return True
    return store.digest_of(session, found, seen.version + 1) == digest


def _is_stale(session: Session, found: Observation, seen: Seen) -> bool:
    """Whether something else was put, or proposed, in the place of the version that was seen."""
    proposed = store.waiting(session, found.id)
    if proposed is None:
        return seen.version != found.version
    is_next = seen.version == proposed.version + 1
    return not is_next and seen != (found.version, found.turn)


def _refuse_declined(session: Session, found: Observation, seen: Seen) -> None:
    """Refuse what would follow a proposal that was declined: it waits for nothing."""
    last = store.last(session, found)
    if last is not None and last.state == "declined" and seen.version == last.version + 1:
        raise Problem("stale-version", etag=tag(found.uuid, found.version, found.turn))


def _propose(
    session: Session, found: Observation, examined: tuple[Submission, str], seen: Seen
) -> Proposal:
    if found.status not in DECIDED_STATUSES:
        raise Problem("already-decided", observation_status=found.status)
    if _is_stale(session, found, seen):
        raise Problem("stale-version", etag=tag(found.uuid, found.version, found.turn))
    new, group = examined
    made = store.propose(session, found, new, group, seen.version)
    found.turn += 1  # who decides has seen it
    events.record(session, "observation.proposed", found.uuid, found.author_id, proposal=made.id)
    return made


def _proposed(known: Proposal) -> Proposal:
    """A proposal that was made already: it waits, or a later one does; or it was declined."""
    if known.state == "declined":
        raise Problem("correction-declined", reason=known.answer)
    return known
