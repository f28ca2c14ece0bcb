"""Answer a proposal: it becomes the version that is decided on, or it is declined."""

from typing import Any, NamedTuple
from uuid import UUID

from citizen.accounts.rules import Caller
from citizen.observations import intake
from citizen.observations import store as observations
from citizen.observations.arrival import store as arrival
from citizen.observations.homes import store as homes
from citizen.observations.revisions import store as revisions
from citizen.observations.revisions.tables import Proposal
from citizen.observations.rules import DECIDED_STATUSES, Submission
from citizen.observations.tables import Observation
from config import clock, events
from config.database import Session
from config.places import Fault
from config.problems import Problem
from moderation.decisions import store as decisions
from moderation.decisions.weighing import organisation_of
from moderation.queues import store as queues
from moderation.sensitivity.store import Rulebook, forget_waiver, settle


class Answer(NamedTuple):
    """What a moderator answers: accept or decline, and a word to the author."""

    verdict: str
    comment: str = ""


def known(session: Session, found: Observation, uuid: UUID) -> Proposal:
    """Find a proposal, whatever became of it."""
    proposal = revisions.of_uuid(session, found, uuid)
    if proposal is None:
        raise Problem("not-found")
    return proposal


def waiting(session: Session, found: Observation, uuid: UUID) -> Proposal:
    """Find a proposal that waits, of an observation that is kept to this transaction."""
    proposal = known(session, found, uuid)
    if proposal.state != "waiting" or found.status not in DECIDED_STATUSES:
        raise Problem("impossible-decision", observation_status=found.status)
    return proposal


def answer(
    session: Session, found: Observation, proposal: Proposal, given: Answer, by: Caller
) -> None:
    """Apply an answer: the version, the decision that binds to it, the news, in one transaction."""
    if by.id == found.author_id:
        raise Problem("own-observation")
    if given.verdict == "accept":
        _accept(session, found, proposal, by)
    elif not given.comment.strip():
        raise Problem("invalid-content", faults=[Fault("/comment", "missing")])
    state = "accepted" if given.verdict == "accept" else "declined"
    revisions.close(proposal, state, given.comment)
    found.turn += 1
    queues.leave(session, found.id)
    told: dict[str, Any] = {"comment": given.comment} if given.comment else {}
    if state == "accepted":
        told |= {"version": found.version}
    events.record(session, f"observation.correction-{state}", found.uuid, by.id, **told, what=state)


def _accept(session: Session, found: Observation, proposal: Proposal, by: Caller) -> None:
    organisation = organisation_of(session, found, by)
    new = Submission.kept(proposal.content)
    intake.tie(session, found, new)
    observations.correct(session, found, new)
    found.version = proposal.version + 1  # later than those its author proposed on the way
    arrival.look(session, found)
    found.group = proposal.group
    found.decided_at = clock.now()
    decisions.renew(session, found, (by.id, organisation))
    forget_waiver(found)
    homes.settle(session, found, alone=True)
    settle(session, found, Rulebook(session).ruling(found, found.name_held), by.id)
