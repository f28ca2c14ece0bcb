"""Weigh a judgement among the others on the same version, by the rules of the town."""

from citizen.accounts.judges import store as judges
from citizen.accounts.rules import Caller
from citizen.observations.tables import Observation
from config.database import Session
from moderation.chain import store as chain
from moderation.decisions.determination import Held
from moderation.decisions.rules import DECIDED, Verdict
from moderation.opinions import store
from moderation.opinions.rules import EXPERT, Facts, Outcome, kept, rule_for, view, weigh
from moderation.opinions.tables import Opinion
from moderation.queues import store as queues
from moderation.queues.lengths.store import lengths
from moderation.queues.rules import LEAD, Desk
from moderation.queues.tables import Waiting
from moderation.readings import store as readings


def weighed(
    session: Session, found: Observation, decision: Verdict, held: Held | None, by: Caller
) -> tuple[Opinion, Outcome]:
    """Keep an opinion, and say what all those on this version now lead to."""
    for_whom = organisation_of(session, found, by)
    facts = _facts(session, found, held, for_whom)
    book = store.book(session)
    opinion = _opinion(found, decision, held, by)
    opinion.organisation, opinion.facts = for_whom, kept(facts)
    opinion.view = view(decision.verdict, facts.cd_ref, opinion.ornamental_id)
    opinion.rules, opinion.outcome = book.number, ""
    store.add(session, found, opinion)
    session.flush()
    given = [store.given(one) for one in store.standing(session, found)]
    outcome = weigh(rule_for(book, facts), facts, given)
    opinion.outcome = outcome.name
    return opinion, outcome


def sees_sides(found: Observation, by: Caller) -> bool:
    """Whether one may read the opinions so far: who must settle them; others give theirs first."""
    is_expert = by.is_expert(found.protocol, found.group, found.territory or "")
    return found.status in DECIDED or is_expert


def organisation_of(session: Session, found: Observation, by: Caller) -> str:
    """The organisation a moderator decides for: that of the desk when it is one of theirs."""
    return organisation_for(queues.of(session, found.id), by)


def organisation_for(waits: Waiting | None, by: Caller) -> str:
    """The same, where it is known already where an observation waits."""
    theirs = sorted(by.organisations())
    return waits.organisation if waits and waits.organisation in theirs else (theirs or [LEAD])[0]


def _facts(session: Session, found: Observation, held: Held | None, organisation: str) -> Facts:
    cd_nom = held.cd_nom if held else found.name_held
    facts = store.facts(session, found, cd_nom)
    return facts._replace(is_trusted=readings.is_trusted(session, organisation, facts.group))


def _opinion(found: Observation, decision: Verdict, held: Held | None, by: Caller) -> Opinion:
    return Opinion(
        moderator_id=by.id,
        verdict=decision.verdict,
        certainty=decision.certainty,
        cd_nom=held.cd_nom if held else found.name_held,
        ornamental_id=held.ornamental_id if held else found.ornamental_id,
        reason=decision.reason,
        comment=decision.comment,
        is_expert=by.is_expert(found.protocol, found.group, found.territory or ""),
        group=(held.group if held else "") or found.group,
    )


def hold_back(session: Session, found: Observation, opinion: Opinion, outcome: Outcome) -> None:
    """Let an observation wait for more opinions, or bring it to the desk of an expert."""
    if outcome.state == EXPERT:
        queues.leave(session, found.id)
        desk = expert_desk(session, found)
        queues.put(session, found.id, Desk(desk, {"case": outcome.name}))
    chain.add(session, "opinion", opinion.moderator_id, **told(found, opinion))


def told(found: Observation, opinion: Opinion) -> dict[str, object]:
    """What the chain holds of an opinion: no words, which may be about people."""
    return {
        "observation": str(found.uuid),
        "version": opinion.version,
        "verdict": opinion.verdict,
        "certainty": opinion.certainty,
        "view": opinion.view,
        "organisation": opinion.organisation,
        "rules": opinion.rules,
        "outcome": opinion.outcome,
    }


def expert_desk(session: Session, found: Observation) -> str:
    """The organisation of an expert with the shortest queue; else the town's lead."""
    subject = (found.protocol, found.group, found.territory or "")
    scopes = judges.moderating(session)
    desks = {s.organisation for s in scopes if s.role == "expert" and s.covers(*subject)}
    waiting = lengths(session)
    return min(sorted(desks), key=lambda desk: waiting.get(desk, 0), default=LEAD)
