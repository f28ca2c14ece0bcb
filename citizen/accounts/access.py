"""Who is asking, and what they may do: the one policy every request passes through.

POLICY names each operation of the product and what it needs. An operation that is not in it
cannot be called at all: `admit` refuses it, and a guard test lists it.
"""

import hmac
from collections.abc import Mapping
from hashlib import sha256

from flask import Flask, current_app, g, request

from citizen.accounts import store
from citizen.accounts.rules import Caller
from config import towns
from config.database import reading
from config.problems import Problem

COOKIE = "brindille_session"

# Needs: "anyone"; "account" any account, a phone's too; then the roles of accounts/rules.py.
POLICY: Mapping[str, str] = {
    "static": "anyone",
    "api-docs.openapi_json": "anyone",
    "health.live": "anyone",
    "health.ready": "anyone",
    "problems.explain": "anyone",
    "protocols.listed": "anyone",
    "protocols.one": "anyone",
    "protocols.schema": "anyone",
    "taxa.search": "anyone",
    "taxa.one": "anyone",
    "addresses.search": "anyone",
    "territories.search": "anyone",
    "nomenclatures.listed": "anyone",
    "nomenclatures.one": "anyone",
    "consent.text": "anyone",
    "accounts.new_device": "anyone",
    "accounts.me": "account",
    "my-account.change": "account",
    "my-account.sign": "account",
    "account-pages.show": "anyone",
    "account-pages.choose": "account",
    "account-pages.sign_from_page": "account",
    "own-data.export": "account",
    "leaving.preview": "account",
    "leaving.leave": "anyone",
    "leaving-pages.ask": "account",
    "leaving-pages.confirm": "account",
    "attaching.claim": "account",
    "attaching-pages.ask": "account",
    "attaching-pages.follow": "anyone",
    "attaching-pages.prove": "anyone",
    "mine.listed": "account",
    "sign-in.ask": "anyone",
    "sign-in.send": "anyone",
    "sign-in.follow": "anyone",
    "sign-in.use": "anyone",
    "sign-in.leave": "anyone",
    "observations.send": "account",
    "observations.send_many": "account",
    "observations.withdraw": "account",
    "conversations.messages": "account",
    "conversations.write": "account",
    "conversations.history": "account",
    "published.observation": "anyone",
    "evidence.send": "account",
    "evidence.listed": "account",
    "evidence.received": "account",
    "evidence.go_on": "account",
    "photos.show": "anyone",
    "blurs.told": "account",
    "blurs.change": "account",
    "blurring.page": "account",
    "blurring.draw": "account",
    "blurring.remove": "moderator",
    "form.choose": "anyone",
    "form.ask": "anyone",
    "form.report": "anyone",
    "form.sent": "anyone",
    "trial.look": "publisher",
    "trial.attempt": "publisher",
    "town-protocols.listed": "publisher",
    "form.mine": "anyone",
    "form.follow": "account",
    "form.reply": "account",
    "queues.waiting": "moderator",
    "queues.take_next": "moderator",
    "queues.release": "moderator",
    "decisions.take": "moderator",
    "names.unmatched": "moderator",
    "names.match_all": "moderator",
    "console.queue": "moderator",
    "console.review": "moderator",
    "console.decide": "moderator",
    "town.overview": "publisher",
    "town.publish": "publisher",
    "references.listed": "publisher",
    "zones.listed": "publisher",
    "zones.draw": "publisher",
    "zones.remove": "publisher",
    "protection.listed": "publisher",
    "protection.add": "publisher",
    "protection.end": "publisher",
    "datasets.listed": "anyone",
    "datasets.dataset": "anyone",
    "datasets.releases": "anyone",
    "datasets.release": "publisher",
    "data.file": "anyone",
    "atlas.home": "anyone",
    "atlas.map_page": "anyone",
    "atlas.species": "anyone",
    "atlas.tree": "anyone",
    "atlas.heat": "anyone",
    "atlas.data": "anyone",
    "atlas.method": "anyone",
    "atlas.legal": "anyone",
    "atlas.features": "anyone",
    "atlas.cells": "anyone",
    "atlas.docs": "anyone",
    "atlas.record": "anyone",
    "atlas.outline": "anyone",
    "form.withdraw": "account",
}


def guard(app: Flask) -> None:
    """Make every request pass the policy."""
    app.before_request(admit)


def admit() -> None:
    """Serve the town, learn who is asking, and refuse what the policy does not allow."""
    towns.serve(current_app.config["TOWN"])
    if request.url_rule is None:  # 404 and 405 are Flask's to answer
        return
    need = POLICY.get(request.endpoint or "")
    if need is None:
        raise Problem("not-allowed")
    if need == "anyone":
        return
    caller = asking()
    if caller is None:
        raise Problem("sign-in-needed")
    if not caller.may(need):
        raise Problem("not-allowed")


def asking() -> Caller | None:
    """Return who is asking: by bearer token, else by the session of a page; looked up once."""
    if "caller" not in g:
        g.caller = _recognised()
    return g.caller  # type: ignore[no-any-return]


def caller() -> Caller:
    """Return who is asking, or refuse."""
    known = asking()
    if known is None:
        raise Problem("sign-in-needed")
    return known


def _recognised() -> Caller | None:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind:
        if kind.lower() != "bearer" or not secret:
            raise Problem("sign-in-needed")
        with reading() as session:
            known = store.by_token(session, secret.strip())
        if known is None:  # a wrong token is told, not taken for nobody
            raise Problem("sign-in-needed")
        return known
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        return None
    if request.method not in {"GET", "HEAD", "OPTIONS"}:
        _refuse_forgery(cookie)
    with reading() as session:
        return store.by_session(session, cookie)


def form_token(cookie: str | None = None) -> str:
    """The token a page's forms carry: only this site can make it for this session."""
    key = current_app.config["SECRET_KEY"].encode()
    about = f"form:{cookie if cookie is not None else request.cookies.get(COOKIE, '')}"
    return hmac.new(key, about.encode(), sha256).hexdigest()


def _refuse_forgery(cookie: str) -> None:
    """A cookie alone does not prove that the person meant it: the page's token does."""
    if request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
        raise Problem("forged-request")
    sent = request.headers.get("X-CSRF-Token") or request.form.get("csrf_token", "")
    if not hmac.compare_digest(sent.encode(), form_token(cookie).encode()):
        raise Problem("forged-request")


def refuse_foreign_form() -> None:
    """Refuse a form of ours that was not filled in on our page, whoever sends it."""
    _refuse_forgery(request.cookies.get(COOKIE, ""))
