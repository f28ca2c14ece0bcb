"""People choose what they are told; a feed reader reads what waits for them."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import flask
from flask import make_response, redirect, request
from flask.typing import ResponseReturnValue

from citizen.accounts.access import caller
from citizen.form.rules import Filled, one
from citizen.form.schemas import read
from citizen.letters import store as letters
from citizen.letters.rules import STATUSES
from citizen.letters.tables import Subscription
from citizen.push.sending import offered
from config import clock, site
from config.database import Session, reading, transaction
from config.pages import render
from config.problems import Problem
from config.protocols import PROTOCOLS
from config.web import Blueprint, language
from exports.digests import intake, store
from exports.digests.schemas import (
    FeedSchema,
    LettersSchema,
    SubscriptionSchema,
    SubscriptionsSchema,
)
from moderation.routing.adopting.fields.store import place as place_named
from reference.taxa import store as taxa
from reference.territories import store as territories

FOLDER = "exports/digests"
PAGE = "/mon-compte/lettres"

following = Blueprint("following", __name__, url_prefix="/api/v1/me", description="Letters")
digests = flask.Blueprint("digests", __name__)


@following.get("/subscriptions")
@following.response(200, SubscriptionsSchema)
def listed() -> Mapping[str, Any]:
    """List what I follow."""
    with reading() as session:
        return {"items": letters.subscriptions(session, caller().id), "next": None}


@following.post("/subscriptions")
@following.arguments(SubscriptionSchema)
@following.response(201, SubscriptionSchema)
def follow(told: Mapping[str, Any]) -> Subscription:
    """Follow a branch of names, a territory, a status; followed already, it stays as it is."""
    with transaction() as session:
        return intake.subscribe(session, told, caller())


@following.delete("/subscriptions/<uuid:uuid>")
@following.response(204)
def leave(uuid: UUID) -> None:
    """Follow something no more."""
    with transaction() as session:
        letters.unsubscribe(session, caller().id, uuid)


@following.get("/letters")
@following.response(200, LettersSchema)
def wanted() -> Mapping[str, bool]:
    """Say whether I want letters."""
    with reading() as session:
        return {"wants_letters": letters.wants(session, caller().id)}


@following.put("/letters")
@following.arguments(LettersSchema)
@following.response(200, LettersSchema)
def choose(told: Mapping[str, bool]) -> Mapping[str, bool]:
    """Choose whether I want letters."""
    with transaction() as session:
        letters.chosen(session, caller().id).wants_letters = told["wants_letters"]
    return told


@following.post("/feed")
@following.response(201, FeedSchema)
def open_feed() -> Mapping[str, str]:
    """Open a feed of what waits for me, at a new secret address; the one before is closed."""
    with transaction() as session:
        return {"url": intake.open_feed(session, caller())}


@following.delete("/feed")
@following.response(204)
def close_feed() -> None:
    """Close my feed: its address leads nowhere any more."""
    with transaction() as session:
        intake.close_feed(session, caller())


@digests.get("/feeds/moderation/<uuid:uuid>/<string:secret>.atom")
def feed(uuid: UUID, secret: str) -> flask.Response:
    """Give the feed of what waits for somebody: nothing of what is sensitive but that it waits."""
    with reading() as session:
        rows = store.feed(session, intake.reader(session, uuid, secret))
        places = territories.names(session, {row.territory for row in rows if row.territory})
    known = {"rows": rows, "places": places, "protocols": PROTOCOLS, "url": site.url()}
    page = render(FOLDER, "feed.html", **known, account=uuid, now=clock.now())
    response = make_response(page)
    response.mimetype = "application/atom+xml"
    response.headers |= {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer"}
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@digests.get(PAGE)
def show() -> ResponseReturnValue:
    """Show what I am told by letter, and the form for more."""
    return page({})


def page(filled: Filled, refusal: Problem | None = None, feed: str = "") -> ResponseReturnValue:
    with reading() as session:
        mine = letters.subscriptions(session, caller().id)
        named = {one.uuid: store.name_of(session, one) for one in mine}
        chosen = letters.choice(session, caller().id)
    wrong = [fault.pointer for fault in refusal.faults] if refusal else []
    known: dict[str, Any] = {"mine": mine, "named": named, "chosen": chosen, "feed": feed}
    told = render(
        FOLDER, "letters.html", **known, filled=filled, wrong=wrong, statuses=STATUSES,
        push=offered(language()),
        code=refusal.kind.code if refusal else "", kept="kept" in request.args,
    )  # fmt: skip
    response = make_response(told, refusal.kind.status if refusal else 200)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@digests.post(PAGE)
def change() -> ResponseReturnValue:
    """Change what I am told: letters or none, what I follow, my feed."""
    filled, asked = request.form.to_dict(flat=False), request.form.get("do", "")
    try:
        with transaction() as session:
            address = DOES[asked](session, filled) if asked in DOES else None
    except Problem as refusal:
        if refusal.kind.code not in {"invalid-content", "too-many-subscriptions"}:
            raise
        return page(filled, refusal)
    return page({}, feed=address) if address else redirect(f"{PAGE}?kept", 303)


def subscribed(session: Session, filled: Filled) -> None:
    """Follow what a form tells in words: a name, a place."""
    name, place = one(filled, "name"), one(filled, "place")
    found = taxa.search(session, name, 1) if name else []
    told = {
        "cd_nom": found[0].cd_nom if found else (-1 if name else None),
        "territory": (place_named(session, place) or place) if place else "",
        "status": one(filled, "status") or STATUSES[0],
    }
    intake.subscribe(session, read(SubscriptionSchema(), told), caller())


def left(session: Session, filled: Filled) -> None:
    letters.unsubscribe(session, caller().id, UUID(one(filled, "uuid")))


def wishes(session: Session, filled: Filled) -> None:
    letters.chosen(session, caller().id).wants_letters = one(filled, "do") == "letters"


DOES: Mapping[str, Callable[[Session, Filled], str | None]] = {
    "follow": subscribed,
    "leave": left,
    "letters": wishes,
    "none": wishes,
    "feed": lambda session, _: intake.open_feed(session, caller()),
    "no-feed": lambda session, _: intake.close_feed(session, caller()),
}
