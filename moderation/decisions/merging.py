"""Tie an observation to what it repeats, or is a visit of; untie it."""

from uuid import UUID

from citizen.accounts.rules import Caller
from citizen.observations import store as observations
from citizen.observations.access import may_decide
from citizen.observations.tables import Observation
from citizen.observations.visits import store as visits
from config.database import Session
from config.places import Fault
from config.problems import Problem
from config.protocols import protocol
from moderation.decisions.rules import MERGED, Before, Verdict


def tie(
    session: Session, found: Observation, decision: Verdict, before: Before | None, by: Caller
) -> UUID | None:
    """Say what an observation is part of once a decision is taken; refuse a circle.

    Named as a visit of itself, it is a thing of its own.
    """
    if decision.verdict == "separate" or (before is not None and decision.verdict != MERGED):
        return before.part_of if before else None
    if decision.of is None or decision.verdict not in {MERGED, "accept"}:
        return found.part_of
    if decision.of == found.uuid:
        return None
    return _other(session, found, decision, by)


def _other(session: Session, found: Observation, decision: Verdict, by: Caller) -> UUID:
    """Find what a decision names, which the moderator must be competent for too."""
    of = decision.of or found.uuid
    other = observations.find(session, of)
    is_known = other is not None and may_decide(other, by) and other.status != "withdrawn"
    is_alike = other is not None and other.protocol == found.protocol
    if not (is_known and is_alike) or (
        decision.verdict == "accept" and not protocol(found.protocol).visits
    ):
        raise Problem("invalid-content", faults=[Fault("/of", "unknown-object")])
    head = of if decision.verdict == MERGED else visits.head_of(session, of)
    if not visits.may_tie(session, found.uuid, head):
        raise Problem("invalid-content", faults=[Fault("/of", "circle")])
    return head
