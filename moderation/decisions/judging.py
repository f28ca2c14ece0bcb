"""Judge an observation: who may, what it leads to, what is kept and told of it."""

from typing import Any
from uuid import UUID

from citizen.accounts.rules import Caller
from citizen.observations import store as observations
from citizen.observations.access import may_decide
from citizen.observations.intake import hold
from citizen.observations.tables import Observation
from config import clock, events
from config.database import Session
from config.places import Fault
from config.problems import Problem
from moderation.decisions import store
from moderation.decisions.rules import Verdict, decide, faults
from moderation.decisions.tables import Decision
from moderation.queues import store as queues
from moderation.queues.rules import LEAD, Desk
from reference.taxa import store as taxa


def to_decide(session: Session, uuid: UUID, moderator: Caller) -> Observation:
    """Find an observation the caller is competent for."""
    found = observations.find(session, uuid)
    if found is None:
        raise Problem("unknown-observation")
    if found.author_id != moderator.id and not may_decide(found, moderator):
        raise Problem("unknown-observation")  # what one may not see is not said to exist
    hold(session, found)
    return found


def judge(session: Session, found: Observation, decision: Verdict, by: Caller) -> Decision:
    """Apply a decision: the observation, the decision and the news, in one transaction."""
    reached = decide(found.status, decision, by.id, found.author_id)
    wrong = faults(decision, found.uuid) + _taxon_faults(session, found, decision)
    if wrong:
        raise Problem("invalid-content", faults=wrong)
    taken = store.add(session, found, decision, (by.id, _for_whom(session, found, by)), reached)
    _apply(found, decision, reached)
    queues.leave(session, found.id)
    name = f"observation.{found.status}"
    if decision.verdict == "second-opinion":
        name = "observation.reconsidered"
        queues.put(session, found.id, Desk(LEAD, {"case": "second"}))
    events.record(session, name, found.uuid, by.id, **_told(decision))
    return taken


def _for_whom(session: Session, found: Observation, by: Caller) -> str:
    """The organisation a moderator decides for: that of the desk when it is one of theirs."""
    waits, theirs = queues.of(session, found.id), sorted(by.organisations())
    return waits.organisation if waits and waits.organisation in theirs else (theirs or [LEAD])[0]


def _taxon_faults(session: Session, found: Observation, decision: Verdict) -> list[Fault]:
    """A determination must be a name of TAXREF; it moves the observation to its group."""
    if decision.taxon.cd_nom is None:
        return []
    taxon = taxa.of_cd_nom(session, decision.taxon.cd_nom)
    if taxon is None:
        return [Fault("/taxon/cd_nom", "unknown-cd-nom")]
    found.group = taxon.group
    return []


def _apply(found: Observation, decision: Verdict, reached: tuple[str, int]) -> None:
    now = clock.now()
    found.status, found.level = reached
    found.decided_at, found.changed_at = now, now
    found.turn += 1
    if decision.taxon.cd_nom is not None:
        found.held_cd_nom = decision.taxon.cd_nom
    if decision.sensitivity is not None:
        found.sensitivity, found.sensitivity_set_at = decision.sensitivity, now


def _told(decision: Verdict) -> dict[str, Any]:
    """What the author is told of a decision: never who took it."""
    told = {
        "verdict": decision.verdict,
        "certainty": decision.certainty,
        "cd_nom": decision.taxon.cd_nom,
        "reason": decision.reason,
        "comment": decision.comment,
    }
    return {name: value for name, value in told.items() if value}
