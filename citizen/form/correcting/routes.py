"""An author opens what they sent, corrects it or proposes to, or takes it back."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from citizen.accounts.access import caller
from citizen.form import intake as sendings
from citizen.form.correcting import intake, store
from citizen.form.correcting.rules import prefilled, rebased
from citizen.form.correcting.store import Sheet
from citizen.form.routes import MAX_FORM, files, page
from citizen.form.rules import Filled, one
from citizen.observations.access import own
from citizen.observations.rules import LICENCES
from config.database import reading
from config.problems import Problem
from config.protocols.question import MAX_TEXT

STALE = "stale-version"

correcting = Blueprint("correcting", __name__)


@correcting.get("/mes-observations/<uuid:uuid>/correction")
def ask(uuid: UUID) -> Response:
    """Show what was sent, in the form it was sent by."""
    found = opened(uuid)
    return form(found, prefilled(found.before))


@correcting.post("/mes-observations/<uuid:uuid>/correction")
def correct(uuid: UUID) -> AnyResponse:
    """Take a correction; where something changed meanwhile, say so and lose nothing typed."""
    request.max_content_length = MAX_FORM
    filled: Filled = request.form.to_dict(flat=False)
    found, sent = opened(uuid), intake.Sent(filled, one(filled, "seen"), files())
    if "find" in filled:  # an address is looked up: nothing is sent
        return form(found, filled)
    try:
        lost = intake.correct(found, sent, caller())
    except Problem as refusal:
        found = opened(uuid)
        if refusal.kind.code == STALE:
            filled = on_present(found, sent)
        return form(found, filled, refusal)
    refused = sendings.carried(lost)
    return redirect(url_for("form.follow", uuid=uuid, refused=refused) + "#story", 303)


def opened(uuid: UUID) -> Sheet:
    with reading() as session:
        return store.sheet(session, own(session, uuid, caller()))


def on_present(found: Sheet, sent: intake.Sent) -> Filled:
    """What was typed on a former version, on the present one."""
    with reading() as session:
        former = store.opened(session, found.observation, sent.seen)
    return rebased(sent.filled, former or found.before, found.before)


def form(found: Sheet, filled: Filled, refusal: Problem | None = None) -> Response:
    """The page of a correction, as it was opened or as it was filled."""
    known: dict[str, Any] = {"sheet": found, "there": found.there, "licences": LICENCES}
    known["template"] = "correct.html"
    known["signs"] = caller().id == found.observation.author_id and caller().name
    fixed = {name: [found.before[name] or ""] for name in ("of", "campaign")}
    return page(intake.asked(found), {**filled, **fixed}, refusal, **known)


@correcting.post("/mes-observations/<uuid:uuid>/retrait")
def withdraw(uuid: UUID) -> AnyResponse:
    """Withdraw an observation, and say why if one likes: it will be published no more."""
    intake.withdraw(uuid, caller(), one(request.form.to_dict(flat=False), "why")[:MAX_TEXT])
    return redirect(url_for("form.follow", uuid=uuid), 303)
