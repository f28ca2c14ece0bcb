"""Moderators see what waits for them, look closely, and decide, by keyboard if they like."""

from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from citizen.accounts.access import caller
from citizen.form.rules import Filled, one
from citizen.form.schemas import read
from citizen.observations.rules import tag
from config.database import reading, transaction
from config.pages import render
from config.problems import Problem
from config.protocols import PROTOCOLS
from config.web import language
from moderation.checks.sentences import sentence as checked
from moderation.console import answers, store
from moderation.console.done import store as done_store
from moderation.console.queue.routes import asked_for
from moderation.console.rules import OPTIONS, decision
from moderation.console.shown import known_of
from moderation.decisions.access import refuse_stale
from moderation.decisions.judging import judge, to_decide, to_review
from moderation.decisions.reasons import offered, reason
from moderation.decisions.schemas import DecisionSchema
from moderation.decisions.undoing import undo_last
from moderation.proposals import judging as proposals
from moderation.proposals.schemas import AnswerSchema
from moderation.queues import store as queues
from moderation.queues.claims import store as claims
from moderation.queues.counting import store as counting
from moderation.queues.listing import store as listing
from moderation.queues.rules import Position
from moderation.queues.tables import Waiting

CONSOLE = "moderation/console"
TOLD_AGAIN = {
    "stale-version", "impossible-decision", "invalid-content", "held-by-colleague",
    "withdrawn-since",
}  # fmt: skip

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
    waits = hold(uuid)
    with reading() as session:
        found = to_review(session, uuid, caller())
        known = known_of(session, found, filled, waits)
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
        checked=checked,
    )


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
    asked = {**asked_for().query, "done": str(uuid)}
    if following is None:
        address = url_for("queue-page.show", **asked)
    else:
        address = url_for("console.review", uuid=following, **asked)
    if request.headers.get("Prefer") == "return=minimal":
        return said(uuid, address)
    return redirect(address, 303)


def said(uuid: UUID, following: str) -> Response:
    """Only what was done, for who has read the next page ahead: its address stands beside."""
    with reading() as session:
        done = done_store.done(session, caller(), str(uuid))
        total = sum(counting.counts(session, caller()).values())
    known = {"done": done, "total": total, "wanted": asked_for(), "protocols": PROTOCOLS}
    return make_response(render(CONSOLE, "done.html", **known), {"Content-Location": following})


def take(uuid: UUID, filled: Filled) -> UUID | None:
    """Apply the decision of a form; return what to look at next."""
    with transaction() as session:
        found = to_decide(session, uuid, caller())
        refuse_stale(session, found, one(filled, "seen"))
        waits = queues.of(session, found.id)
        refuse_held(waits, filled)
        at = Position(waits.due, waits.observation_id) if waits else None
        said = answers.comment(session, found, caller(), filled)
        told = decision(filled, store.determined(session, filled), said)
        judge(session, found, read(DecisionSchema(), told), caller())
        return listing.next_of(session, caller(), asked_for(), at)


def hold(uuid: UUID) -> Waiting | None:
    """Hold what is looked at, where nobody else does; return where it waits, if it still does.

    What is read ahead is nobody's yet: the page asks for it as it is shown.
    """
    with transaction() as session:
        found = to_review(session, uuid, caller())
        if found.author_id == caller().id:
            raise Problem("own-observation")
        if request.headers.get("Purpose") == "prefetch":
            return queues.of(session, found.id)
        return claims.claim(session, caller(), found.id)


def refuse_held(waits: Waiting | None, filled: Filled) -> None:
    """Two may look at one observation: who decides knows that a colleague is at it."""
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
