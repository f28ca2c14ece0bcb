"""An organisation makes webhooks, sees how they fare, and has calls made anew, on pages."""

from uuid import UUID

from flask import Blueprint, Response, make_response, redirect, request, url_for
from werkzeug import Response as AnyResponse

from citizen.accounts.access import caller
from citizen.form.rules import Filled, one
from citizen.form.schemas import read
from config.database import reading, transaction
from config.pages import render
from config.problems import Problem
from config.web import row_after
from exports.webhooks import intake, store
from exports.webhooks.rules import KINDS
from exports.webhooks.schemas import STATES, WantedWebhookSchema, WebhookChangesSchema

FOLDER = "exports/webhooks/pages"
PAGE = 25  # calls

pages = Blueprint("webhooks-pages", __name__, url_prefix="/webhooks")


@pages.get("")
def listed() -> Response:
    """Show the webhooks of my organisations, and the form for another."""
    return page({})


def page(filled: Filled, refusal: Problem | None = None) -> Response:
    theirs = sorted(caller().speaks_for())
    with reading() as session:
        hooks = store.listed(session, theirs)
        dead = {hook.id: store.counts(session, hook).get("dead", 0) for hook in hooks}
    known = {"hooks": hooks, "dead": dead, "organisations": theirs, "kinds": KINDS}
    shown = render(FOLDER, "webhooks.html", **known, filled=filled, refusal=refusal)
    return private(make_response(shown, refusal.kind.status if refusal else 200))


def private(response: Response) -> Response:
    response.headers["Cache-Control"] = "private, no-store"
    return response


@pages.post("")
def make() -> Response:
    """Make a webhook, and show its secret, this once."""
    filled = request.form.to_dict(flat=False)
    told = {"url": one(filled, "url"), "organisation": one(filled, "organisation")}
    try:
        wanted = read(WantedWebhookSchema(), told | {"events": filled.get("events", [])})
        with transaction() as session:
            hook = intake.make(session, wanted, caller())
    except Problem as refusal:
        if refusal.kind.code not in {"invalid-content", "too-many-webhooks"}:
            raise
        return page(filled, refusal)
    return shown(hook.uuid, secret=intake.secret(hook))


@pages.get("/<uuid:uuid>")
def show(uuid: UUID) -> Response:
    """Show a webhook and its calls."""
    return shown(uuid)


def shown(uuid: UUID, secret: str = "", refusal: Problem | None = None) -> Response:
    state, before = request.args.get("state", ""), row_after(request.args.get("before"))
    with reading() as session:
        hook = store.find(session, uuid, caller().speaks_for(), to_change=False)
        calls = store.calls(session, hook, state if state in STATES else "", before, PAGE)
        counts = store.counts(session, hook)
    known = {"hook": hook, "calls": calls, "counts": counts, "kinds": KINDS, "state": state}
    following = calls[-1].id if len(calls) == PAGE else None
    page = render(
        FOLDER, "webhook.html", **known, secret=secret, refusal=refusal, following=following,
        before=before, done=request.args.get("done", ""),
    )  # fmt: skip
    return private(make_response(page, refusal.kind.status if refusal else 200))


@pages.post("/<uuid:uuid>")
def change(uuid: UUID) -> AnyResponse:
    """Change a webhook: its address, what it is told, whether it is called; or remove it."""
    filled, asked = request.form.to_dict(flat=False), request.form.get("do", "")
    try:
        with transaction() as session:
            hook = store.find(session, uuid, caller().speaks_for())
            if asked == "remove":
                store.remove(session, hook)
                return redirect(url_for("webhooks-pages.listed"), 303)
            told = {"url": one(filled, "url"), "events": filled.get("events", [])}
            wanted = {"is_on": asked == "start"} if asked in {"stop", "start"} else told
            intake.change(hook, read(WebhookChangesSchema(), wanted), caller())
    except Problem as refusal:
        if refusal.kind.code != "invalid-content":
            raise
        return shown(uuid, refusal=refusal)
    return again(uuid, "kept")


def again(uuid: UUID, done: str) -> AnyResponse:
    return redirect(url_for("webhooks-pages.show", uuid=uuid, done=done), 303)


@pages.post("/<uuid:uuid>/secret")
def rotate(uuid: UUID) -> Response:
    """Give a webhook another secret, and show it, this once."""
    with transaction() as session:
        hook = store.find(session, uuid, caller().speaks_for())
        secret = intake.rotate(hook, caller())
    return shown(uuid, secret=secret)


@pages.post("/<uuid:uuid>/appels")
def call(uuid: UUID) -> AnyResponse:
    """Make a test call, one call anew, or all those given up."""
    only = request.form.get("only", "")
    with transaction() as session:
        hook = store.find(session, uuid, caller().speaks_for())
        if only == "test":
            intake.attempt(session, hook)
        else:
            store.replay(session, hook, UUID(only) if only else None)
    return again(uuid, "called")
