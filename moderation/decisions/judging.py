"""Judge an observation: who may, what it leads to, what is kept and told of it."""

from dataclasses import replace
from typing import Any, NamedTuple
from uuid import UUID

from citizen.accounts.rules import Caller
from citizen.observations import store as observations
from citizen.observations.access import may_decide
from citizen.observations.homes import store as homes
from citizen.observations.intake import hold
from citizen.observations.revisions import store as revisions
from citizen.observations.tables import Observation
from config import clock, recall
from config.database import Session
from config.places import Fault
from config.problems import Problem
from moderation.chain import store as chain
from moderation.decisions import grace, store, undoing
from moderation.decisions.determination import Held, determination
from moderation.decisions.merging import tie
from moderation.decisions.rules import DECIDED, MERGED, Verdict, decide, faults, time_faults
from moderation.decisions.tables import Decision
from moderation.decisions.weighing import hold_back, organisation_of, weighed
from moderation.opinions.rules import SETTLED, WEIGHED, Outcome
from moderation.opinions.tables import Opinion
from moderation.queues import store as queues
from moderation.queues.rules import LEAD, Desk
from moderation.sensitivity.store import Rulebook, choose, forget_waiver, settle
from reference.sensitivity.rules import Ruling


def to_review(session: Session, uuid: UUID, moderator: Caller) -> Observation:
    """Find an observation the caller is competent for, to look at it."""
    found = observations.find(session, uuid, drawn=True)
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


class Judged(NamedTuple):
    """What a judgement led to: an opinion among others, a decision once they settle it."""

    decision: Decision | None
    opinion: Opinion | None
    outcome: Outcome


class Known(NamedTuple):
    """What is known of a judgement: what it names, and how sensitive the rules make that."""

    held: Held | None
    asked: Ruling
    opinion: int | None = None  # that settled it
    why: dict[str, Any] | None = None  # of a declared rule that decides, not a person


def judge(session: Session, found: Observation, decision: Verdict, by: Caller) -> Judged:
    """Weigh a judgement, and apply what it leads to, in one transaction."""
    before = store.before_merging(session, found)
    decide(found.status, decision, by.id, found.author_id, before)
    known = Known(*_examined(session, found, decision))
    if decision.verdict not in WEIGHED:
        return Judged(_take(session, found, decision, known, by), None, Outcome(SETTLED))
    opinion, outcome = weighed(session, found, decision, known.held, by)
    if outcome.state != SETTLED:
        if decision.sensitivity is not None:
            _protect(session, found, decision, known.asked, by)
        hold_back(session, found, opinion, outcome)
        return Judged(None, opinion, outcome)
    settled = replace(decision, certainty=outcome.certainty)
    taken = _take(session, found, settled, known._replace(opinion=opinion.id), by)
    return Judged(taken, opinion, outcome)


def settle_alone(
    session: Session, found: Observation, decision: Verdict, why: dict[str, Any], by: Caller
) -> Decision:
    """Apply what a declared rule decides, without opinions; why: its score, kept beside."""
    return _take(session, found, decision, Known(*_examined(session, found, decision), why=why), by)


def _take(
    session: Session, found: Observation, decision: Verdict, known: Known, by: Caller
) -> Decision:
    """Apply a decision: the observation, the decision and the news."""
    before = store.before_merging(session, found)
    reached = decide(found.status, decision, by.id, found.author_id, before)
    part_of = tie(session, found, decision, before, by)
    was = undoing.kept(session, found)
    whose = by.id, organisation_of(session, found, by)
    taken = store.add(session, found, decision, whose, reached)
    if known.why is not None:
        taken.automatic = known.why
    _hold(found, taken, known.held)
    homes.settle(session, found, alone=True)
    _apply(found, reached, part_of)
    if decision.verdict in WEIGHED:
        found.automatic = known.why is not None
    _protect(session, found, decision, known.asked, by)
    _requeue(session, found, decision)
    taken.turn = found.turn
    event = _announce(session, found, decision, known, by)
    taken.kept = was | undoing.lasting(taken) | {"event": event, "opinion": known.opinion}
    chain.add(session, "decision", by.id, **store.line(found, taken))
    return taken


def _requeue(session: Session, found: Observation, decision: Verdict) -> None:
    if not (found.status in DECIDED and revisions.waiting(session, found.id)):
        queues.leave(session, found.id)  # unless what its author proposes is still to be answered
    if decision.verdict == "second-opinion":
        queues.put(session, found.id, Desk(LEAD, {"case": "second"}))


def _announce(
    session: Session, found: Observation, decision: Verdict, known: Known, by: Caller
) -> int:
    """Tell what was decided, once it can be undone no more; return the number of the news."""
    name = f"observation.{found.status}"
    if decision.verdict == "second-opinion":
        name = "observation.reconsidered"
    if decision.verdict == "separate":
        name = "observation.separated"
    about = found.uuid, by.id
    return recall.record_later(session, grace.pause(), name, about, **_told(decision, known))


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


def _told(decision: Verdict, known: Known) -> dict[str, Any]:
    """What the author is told of a decision: never who took it."""
    told = {
        "automatic": known.why,
        "verdict": decision.verdict,
        "certainty": decision.certainty,
        "cd_nom": known.held and known.held.cd_nom,
        "ornamental": known.held and known.held.name,
        "reason": decision.reason,
        "comment": decision.comment,
    }
    return {name: value for name, value in told.items() if value}
