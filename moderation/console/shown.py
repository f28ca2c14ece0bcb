"""What the page of an observation under review shows, read at one instant."""

from typing import Any

from citizen.accounts.access import caller
from citizen.form import store as sendings
from citizen.form.rules import Filled, one
from citizen.observations.tables import Observation
from config.database import Session
from config.templates.filters import fine
from config.web import language
from moderation.checks import store as checks
from moderation.checks.nearby import store as nearby
from moderation.checks.rules import worth_a_look
from moderation.console import answers, store
from moderation.console.queue.routes import asked_for, just_done
from moderation.decisions.weighing import organisation_for, sees_sides
from moderation.names.matching import proposals as names_for
from moderation.opinions import store as opinions
from moderation.queues.claims import store as claims
from moderation.queues.counting import store as counting
from moderation.queues.listing import store as listing
from moderation.queues.routes import why
from moderation.queues.rules import Position
from moderation.queues.tables import Waiting
from moderation.sensitivity.rules import kept
from moderation.sensitivity.sentences import sentence


def known_of(
    session: Session, found: Observation, filled: Filled, waits: Waiting | None
) -> dict[str, Any]:
    """What the page of an observation shows, read at one instant; waits: where it waits."""
    at = Position(waits.due, waits.observation_id) if waits else None
    before, after = listing.beside(session, caller(), asked_for(), at)
    named = names_for(session, one(filled, "name") or found.cited_name)
    whole = sendings.whole(session, found)
    place = whole["territory"].name if whole["territory"] else ""
    beside = answers.Filling(place, organisation_for(waits, caller()))
    return {
        **whole,
        **looked_at(session, found, whole),
        "rings": sendings.town_rings(session),
        "why": why(place, waits, found) if waits else "",
        **hands(session, waits),
        **store.proposal(found, whole["proposed_last"]),
        "past": store.past(session, found),
        "ruled": fine(sentence(kept(store.ruled(session, found)), language()), language()),
        "candidates": named.taxa,
        "bred": named.ornamentals,
        "proposed": store.proposed(found, named),
        "before": before,
        "after": after,
        "following": store.pictured(session, after),
        "done": just_done(session),
        "ready": answers.answers(session, found, beside, language()),
        "sides": opinions.sides(session, found) if sees_sides(found, caller()) else [],
        "total": sum(counting.counts(session, caller()).values()),
    }


def hands(session: Session, waits: Waiting | None) -> dict[str, Any]:
    """In whose hands an observation is: the reader's, or a colleague's, until when."""
    if waits is None or not claims.is_others(waits, caller()):
        return {"is_mine": waits is not None, "held_until": None, "held_by": ""}
    by = claims.name_of_holder(session, waits)
    return {"is_mine": False, "held_until": waits.held_until, "held_by": by}


def looked_at(session: Session, found: Observation, whole: dict[str, Any]) -> dict[str, Any]:
    """What the machine looked at in an observation, and what lies near."""
    near = nearby.near(session, found, caller())
    reused = nearby.reused(session, found, caller())
    place = whole["territory"].name if whole["territory"] else ""
    known = checks.Read(whole["flags"], whole["photos"], whole["conflicts"], near, reused, place)
    made = checks.checks(session, found, known)
    return {
        "checks": made,
        "to_look_at": worth_a_look(made),
        "near": near,
        "reused": reused,
        "known_points": next((e.evidence["drawn"] for e in made if "drawn" in e.evidence), []),
    }
