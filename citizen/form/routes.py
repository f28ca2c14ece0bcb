"""A resident chooses what to observe, fills in a form and sends it, with or without JavaScript."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, make_response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from citizen.accounts.access import COOKIE, asking, caller
from citizen.accounts.rules import SESSION_LASTS
from citizen.campaigns import store as campaigns
from citizen.consent.routes import shown
from citizen.form import access, intake, store
from citizen.form.addresses import offered
from citizen.form.mine.rules import STATES, wanted
from citizen.form.rules import Filled, document, identifier, one, version
from citizen.form.visits import store as visits
from citizen.form.words import FORM, by_field
from citizen.observations.access import own
from citizen.plausibility.sentences import for_author
from citizen.progress import sentences as progress
from citizen.progress.rules import receipt
from citizen.push import sending as pushing
from config import clock
from config.database import reading
from config.languages import say
from config.pages import render
from config.places import Fault
from config.problems import Problem
from config.protocols import PROTOCOLS, protocol
from config.protocols.protocol import Protocol
from config.protocols.question import MAX_TEXT
from config.templates.filters import CLOCK
from config.web import language, row_after

MAX_FORM = 60_000_000  # bytes: ten photos of a phone, and their envelope
PAGE = 24  # observations on a page of the list

form = Blueprint("form", __name__)


@form.get("/observer")
def choose() -> str:
    """Choose what to observe."""
    with reading() as session:
        calls = campaigns.running(session)
    return render(FORM, "choose.html", protocols=PROTOCOLS.values(), calls=calls)


@form.get("/observer/<code>")
def ask(code: str) -> Response:
    """Show the form of a protocol, at the day and hour it is."""
    asked, begun = protocol(code), {**blank(), **campaigns.begun(request.args)}
    if not (asked.visits and "of" in request.args):
        return page(asked, begun)
    return page(asked, visits.begun(asked, {**begun, "of": [request.args["of"]]}, access.who()))


def blank() -> Filled:
    """What a form holds before anything is typed: the day and hour it is."""
    now = clock.now().astimezone(CLOCK)
    return {"date": [f"{now:%Y-%m-%d}"], "time": [f"{now:%H:%M}"], "shape": ["Point"]}


@form.post("/observer/<code>")
def report(code: str) -> AnyResponse:
    """Take a filled form; say its faults beside their fields, or show that it was received."""
    request.max_content_length = MAX_FORM
    filled = request.form.to_dict(flat=False)
    asked = protocol(code, version(filled))  # that of the page, which may have been open for days
    if "find" in filled:  # an address is looked up: nothing is sent
        return page(asked, filled)
    uuid = identifier(filled)
    try:
        sending = document(asked, filled, CLOCK)
        lost = intake.take(uuid, sending, files(), access.author)
    except Problem as refusal:
        return page(asked, filled, refusal)
    response = make_response(
        redirect(url_for("thanks.sent", uuid=uuid, refused=intake.carried(lost)), 303)
    )
    return access.give(response, access.cookie(request.cookies.get(COOKIE)), SESSION_LASTS)


def files() -> list[intake.File]:
    """The photos and the sounds of the form that was sent."""
    return intake.sent(request.files)


def page(
    asked: Protocol, filled: Filled, refusal: Problem | None = None, **beside: Any
) -> Response:
    """The form, blank or as it was filled, its faults beside their fields.

    beside: `tried`, the answers of a draft that was tried; `template` and what it knows more.
    """
    if refusal is not None and refusal.kind.status >= 500:
        raise refusal
    secret = access.cookie(request.cookies.get(COOKIE))
    content = render(
        FORM,
        beside.pop("template", "ask.html"),
        filled=filled,
        **access.marks(secret, filled, refusal),
        refusal=refusal,
        faults=by_field(refusal.faults if refusal else ()),
        has_lost_photos=any(file.name for file in files()),
        consent=shown(),
        **{"tried": None, "there": ()} | beside,
        calling=store.calling(one(filled, "campaign")),
        **visits.questions(asked, filled, access.who(refusal)),
        **offered(filled, current_app.config["GEOCODER_URL"]),
    )
    response = make_response(content, refusal.kind.status if refusal else 200)
    if secret != request.cookies.get(COOKIE):
        access.give(response, secret)
    return response


@form.get("/mes-observations")
def mine() -> str:
    """List what this person sent, newest first, or explain how they may find it again."""
    who, before = asking(), row_after(request.args.get("before"))
    if who is None:
        return render(FORM, "nobody.html")
    asked = wanted(request.args)
    with reading() as session:
        rows = store.of_many(session, [who.id], before, PAGE, asked.like)
        outline = store.town_rings(session)
    last = rows[-1].observation.id if len(rows) == PAGE else None
    onwards: dict[str, Any] = {"before": last, **asked.query}
    after = url_for("form.mine", **onwards) if last else None
    told: dict[str, Any] = {"rows": rows, "after": after, "is_first": before is None}
    told |= {"asked": asked, "states": STATES, "rings": outline}
    told["push"] = pushing.offered(language()) if who.kind != "class" else None  # its adult is told
    return render(FORM, "mine.html", protocols=PROTOCOLS, stands=progress, number=receipt, **told)


@form.get("/mes-observations/<uuid:uuid>")
def follow(uuid: UUID, said: str = "", refusal: Problem | None = None) -> str:
    """Show all that was sent, what happened since, and a way to answer."""
    with reading() as session:
        found = own(session, uuid, caller())
        whole = store.whole(session, found)
        outline = store.town_rings(session)
    told: dict[str, Any] = {"said": said, "refusal": refusal, "rings": outline}
    told["refused"] = intake.read_again(request.args.getlist("refused"))
    told |= {"stands": progress, "number": receipt(uuid)}
    return render(FORM, "follow.html", **whole, **told, to_check=for_author)


@form.post("/mes-observations/<uuid:uuid>")
def reply(uuid: UUID) -> AnyResponse:
    """Answer the naturalists, with words, photos, sounds."""
    body = one(request.form.to_dict(flat=False), "body")
    chosen, lost = intake.opened(files())
    if not (body or chosen or lost) or len(body) > MAX_TEXT:
        code = "not-text" if body else "missing"
        problem = Problem("invalid-content", faults=[Fault("/body", code, {"maximum": MAX_TEXT})])
        return make_response(follow(uuid, body, problem), 422)
    lost += intake.attached(uuid, chosen, caller())
    if body or len(lost) < len(chosen):
        store.reply(uuid, caller(), body or say(FORM, "follow.photo_added", language()))
    return redirect(url_for("form.follow", uuid=uuid, refused=intake.carried(lost)) + "#story", 303)
