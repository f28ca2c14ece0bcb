"""Moderators see what waits for them, look closely, and decide, by keyboard if they like."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from citizen.accounts.access import caller
from citizen.form import store as sendings
from citizen.form.maps import rings
from citizen.form.rules import Filled, one
from citizen.form.schemas import read
from citizen.observations.rules import tag
from citizen.observations.tables import Observation
from citizen.plausibility.sentences import for_moderator
from config.database import Session, reading, transaction
from config.pages import render
from config.problems import Problem
from config.protocols import PROTOCOLS
from config.templates.filters import fine
from config.web import language
from moderation.console import answers, store
from moderation.console.nearby import store as nearby
from moderation.console.queue.routes import asked_for, just_done
from moderation.console.rules import OPTIONS, decision
from moderation.decisions.access import refuse_stale
from moderation.decisions.judging import judge, to_decide, to_review
from moderation.decisions.reasons import offered, reason
from moderation.decisions.schemas import DecisionSchema
from moderation.decisions.undoing import undo_last
from moderation.decisions.weighing import sees_sides
from moderation.names.matching import proposals as names_for
from moderation.opinions import store as opinions
from moderation.proposals import judging as proposals
from moderation.proposals.schemas import AnswerSchema
from moderation.queues import store as queues
from moderation.queues.claims import store as claims
from moderation.queues.listing import store as listing
from moderation.sensitivity.rules import kept
from moderation.sensitivity.sentences import sentence

CONSOLE = "moderation/console"
TOLD_AGAIN = {"stale-version", "impossible-decision", "invalid-content", "held-by-colleague"}

console = Blueprint("console", __name__)


@console.app_template_global("reason_said")
def reason_said(code: str) -> str:
    """Say a reason of the catalogue: residents' pages ask for it too, from below."""
    return reason(code, language())


@console.get("/moderation/<uuid:uuid>")
def review(uuid: UUID) -> str:
    """Show all that helps to decide on an observation."""
    return reviewed(uuid, {})


def reviewed(uuid: UUID, filled: Filled, refusal: Problem | None = None) -> str:
    hold(uuid)
    with reading() as session:
        found = to_review(session, uuid, caller())
        if found.author_id == caller().id:
            raise Problem("own-observation")
        known = known_of(session, found, filled)
    return render(
        CONSOLE,
        "review.html",
        **known,
        filled=filled,
        refusal=refusal,
        options={name: offered(option.verdict, language()) for name, option in OPTIONS.items()},
        seen=tag(uuid, found.version, found.turn),
        wanted=asked_for(),
        protocols=PROTOCOLS,
        said=for_moderator,
    )


def known_of(session: Session, found: Observation, filled: Filled) -> dict[str, Any]:
    """What the page of an observation shows, read at one instant."""
    waits = queues.of(session, found.id)
    at = queues.position_of(session, found.id) if waits else None
    before, after = listing.beside(session, caller(), asked_for(), at)
    named = names_for(session, one(filled, "name") or found.cited_name)
    return {
        **sendings.whole(session, found),
        "rings": rings(sendings.outline(session)),
        "why": store.waits(session, found, waits),
        "held_until": waits.held_until if claims.is_others(waits, caller()) and waits else None,
        "is_mine": waits is not None and waits.held_by == caller().id,
        **store.proposal(session, found),
        "past": store.past(session, found),
        "ruled": fine(sentence(kept(store.ruled(session, found)), language()), language()),
        "candidates": named.taxa,
        "bred": named.ornamentals,
        "proposed": store.proposed(found, named),
        "near": nearby.near(session, found, caller()),
        "reused": nearby.reused(session, found, caller()),
        "before": before,
        "after": after,
        "done": just_done(session),
        "ready": answers.answers(session, found, caller(), language()),
        "sides": opinions.sides(session, found) if sees_sides(found, caller()) else [],
        "total": sum(listing.counts(session, caller()).values()),
    }


@console.post("/moderation/<uuid:uuid>")
def decide(uuid: UUID) -> AnyResponse:
    """Take a decision on the version that was seen, then show the next observation."""
    filled = request.form.to_dict(flat=False)
    try:
        following = take(uuid, filled)
    except Problem as refusal:
        if refusal.kind.code not in TOLD_AGAIN:
            raise
        return told_again(uuid, filled, refusal)
    if following is None:
        return redirect(url_for("queue-page.show", **asked_for().query, done=uuid), 303)
    address = url_for("console.review", uuid=following, **asked_for().query, done=uuid)
    return redirect(address, 303)


def take(uuid: UUID, filled: Filled) -> UUID | None:
    """Apply the decision of a form; return what to look at next."""
    with transaction() as session:
        found = to_decide(session, uuid, caller())
        refuse_stale(session, found, one(filled, "seen"))
        refuse_held(session, found, filled)
        at = queues.position_of(session, found.id)
        said = answers.comment(session, found, caller(), filled)
        told = decision(filled, store.determined(session, filled), said)
        judge(session, found, read(DecisionSchema(), told), caller())
        return listing.next_of(session, caller(), asked_for(), at)


def hold(uuid: UUID) -> None:
    """Hold what is looked at, while it waits and is in nobody else's hands."""
    with transaction() as session:
        found = to_review(session, uuid, caller())
        if found.author_id != caller().id:
            claims.claim(session, caller(), found.id)


def refuse_held(session: Session, found: Observation, filled: Filled) -> None:
    """Two may look at one observation: who decides knows that a colleague is at it."""
    waits = queues.of(session, found.id)
    if claims.is_others(waits, caller()) and not one(filled, "anyway"):
        raise Problem("held-by-colleague")


@console.post("/moderation/<uuid:uuid>/annuler")
def undo(uuid: UUID) -> AnyResponse:
    """Undo a decision I have just taken on an observation, and show it again."""
    with transaction() as session:
        found = to_decide(session, uuid, caller())
        undo_last(session, found, caller())
    return redirect(url_for("console.review", uuid=uuid, **asked_for().query, done=uuid), 303)


@console.post("/moderation/<uuid:uuid>/correction")
def answer(uuid: UUID) -> AnyResponse:
    """Accept the correction that an author proposes, as it was seen, or decline it."""
    filled = request.form.to_dict(flat=False)
    told = {"verdict": one(filled, "verdict"), "comment": one(filled, "answer")}
    try:
        with transaction() as session:
            found = to_decide(session, uuid, caller())
            refuse_stale(session, found, one(filled, "seen"))
            waits = proposals.waiting(session, found, UUID(one(filled, "proposal")))
            proposals.answer(session, found, waits, read(AnswerSchema(), told), caller())
    except Problem as refusal:
        if refusal.kind.code not in TOLD_AGAIN:
            raise
        return told_again(uuid, filled, refusal)
    return redirect(url_for("console.review", uuid=uuid, **asked_for().query), 303)


def told_again(uuid: UUID, filled: Filled, refusal: Problem) -> Response:
    """The page again, all that was typed kept, with what stands in the way."""
    return make_response(reviewed(uuid, filled, refusal), refusal.kind.status)
