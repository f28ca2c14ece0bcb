"""Judge an observation: who may, what it leads to, what is kept and told of it."""

from typing import Any
from uuid import UUID

from citizen.accounts.rules import Caller
from citizen.observations import store as observations
from citizen.observations.access import may_decide
from citizen.observations.homes import store as homes
from citizen.observations.intake import hold
from citizen.observations.revisions import store as revisions
from citizen.observations.tables import Observation
from config import clock, events
from config.database import Session
from config.places import Fault
from config.problems import Problem
from moderation.decisions import store
from moderation.decisions.determination import Held, determination
from moderation.decisions.merging import tie
from moderation.decisions.rules import DECIDED, MERGED, Verdict, decide, faults, time_faults
from moderation.decisions.tables import Decision
from moderation.queues import store as queues
from moderation.queues.rules import LEAD, Desk
from moderation.sensitivity.store import Rulebook, choose, forget_waiver, settle
from reference.sensitivity.rules import Ruling


def to_review(session: Session, uuid: UUID, moderator: Caller) -> Observation:
    """Find an observation the caller is competent for, to look at it."""
    found = observations.find(session, uuid)
    if found is None:
        raise Problem("unknown-observation")
    if found.author_id != moderator.id and not may_decide(found, moderator):
        raise Problem("unknown-observation")  # what one may not see is not said to exist
    return found


def to_decide(session: Session, uuid: UUID, moderator: Caller) -> Observation:
    """Find one to decide on, and keep it: of two decisions at one instant, one waits, then sees."""
    found = to_review(session, uuid, moderator)
    hold(session, found)
    return found


def judge(session: Session, found: Observation, decision: Verdict, by: Caller) -> Decision:
    """Apply a decision: the observation, the decision and the news, in one transaction."""
    before = store.before_merging(session, found)
    reached = decide(found.status, decision, by.id, found.author_id, before)
    held, asked = _examined(session, found, decision)
    part_of = tie(session, found, decision, before, by)
    taken = store.add(session, found, decision, (by.id, for_whom(session, found, by)), reached)
    _hold(found, taken, held)
    homes.settle(session, found, alone=True)
    _apply(found, reached, part_of)
    _protect(session, found, decision, asked, by)
    if not (found.status in DECIDED and revisions.waiting(session, found.id)):
        queues.leave(session, found.id)  # unless what its author proposes is still to be answered
    name = f"observation.{found.status}"
    if decision.verdict == "second-opinion":
        name = "observation.reconsidered"
        queues.put(session, found.id, Desk(LEAD, {"case": "second"}))
    if decision.verdict == "separate":
        name = "observation.separated"
    events.record(session, name, found.uuid, by.id, **_told(decision, held))
    return taken


def _examined(
    session: Session, found: Observation, decision: Verdict
) -> tuple[Held | None, Ruling]:
    """What a decision names, and what the sensitivity rules ask of that; or all its faults."""
    held = determination(session, decision.taxon)
    named = held.cd_nom if isinstance(held, Held) else found.name_held
    asked = Rulebook(session).ruling(found, named)
    wrong = faults(decision, found.uuid, asked.level)
    wrong += time_faults(decision, found.observed_at, clock.now())
    if isinstance(held, Fault):
        wrong.append(held)
    if wrong or isinstance(held, Fault):
        raise Problem("invalid-content", faults=wrong)
    return held, asked


def for_whom(session: Session, found: Observation, by: Caller) -> str:
    """The organisation a moderator decides for: that of the desk when it is one of theirs."""
    waits, theirs = queues.of(session, found.id), sorted(by.organisations())
    return waits.organisation if waits and waits.organisation in theirs else (theirs or [LEAD])[0]


def _hold(found: Observation, taken: Decision, held: Held | None) -> None:
    if held is not None:
        hold_name(found, held)
        taken.cd_nom, taken.ornamental_id = held.cd_nom, held.ornamental_id


def hold_name(found: Observation, held: Held) -> None:
    """Hold a determination; it moves the observation to its group. The cited name stays."""
    if held.cd_nom != found.name_held:
        forget_waiver(found)
    found.held_cd_nom, found.ornamental_id = held.cd_nom, held.ornamental_id
    found.group = held.group or found.group


def _apply(found: Observation, reached: tuple[str, int], part_of: UUID | None) -> None:
    now, was_published = clock.now(), found.status in {"accepted", MERGED}
    if reached[0] == MERGED and was_published:
        reached = MERGED, found.level  # it stands in, should what it repeats be withdrawn
    found.status, found.level = reached
    found.part_of = part_of
    found.decided_at, found.changed_at = now, now
    found.turn += 1


def _protect(
    session: Session, found: Observation, decision: Verdict, asked: Ruling, by: Caller
) -> None:
    """Settle how much of the place is hidden: by the rules, or by the moderator's own choice."""
    if decision.sensitivity is None:
        settle(session, found, asked, by.id)
    else:
        why = by.id, decision.sensitivity_reason.strip()
        choose(session, found, asked, why, decision.sensitivity)


def _told(decision: Verdict, held: Held | None) -> dict[str, Any]:
    """What the author is told of a decision: never who took it."""
    told = {
        "verdict": decision.verdict,
        "certainty": decision.certainty,
        "cd_nom": held and held.cd_nom,
        "ornamental": held and held.name,
        "reason": decision.reason,
        "comment": decision.comment,
    }
    return {name: value for name, value in told.items() if value}
