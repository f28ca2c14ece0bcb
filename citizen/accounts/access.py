"""Who is asking, and what they may do: the one policy every request passes through.

POLICY (policy.py) names each operation of the product and what it needs. An operation that is not
in it cannot be called at all: `admit` refuses it, and a guard test lists it.
"""

import hmac
from hashlib import sha256

from flask import Flask, current_app, g, request

from citizen.accounts import store
from citizen.accounts.policy import POLICY as POLICY
from citizen.accounts.rules import Caller, is_local
from config import towns
from config.database import glance
from config.problems import Problem

COOKIE = "brindille_session"
HOLDER = "brindille_holder"  # read by the page: whose is what it keeps on this phone


def forget() -> None:
    """Know no more who is asking: they have just left."""
    g.caller = None


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
    if need == "anyone" or (need == "operator" and is_this_machine()):
        return
    caller = asking()
    if caller is None:
        raise Problem("sign-in-needed")
    if not caller.may(need):
        raise Problem("not-allowed")


def is_this_machine() -> bool:
    """Whether the machine we run on asks, for itself."""
    return is_local(request.remote_addr or "", request.headers.keys())


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
        with glance() as session:
            known = store.by_token(session, secret.strip())
        if known is None:  # a wrong token is told, not taken for nobody
            raise Problem("sign-in-needed")
        return known
    cookie = request.cookies.get(COOKIE)
    if not cookie:
        return None
    if request.method not in {"GET", "HEAD", "OPTIONS"}:
        _refuse_forgery(cookie)
    with glance() as session:
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


def holder(known: Caller | None) -> str:
    """A mark of the account someone signed in to: 16 hexadecimal digits; "" for one without a name.

    A phone keeps it beside what waits there, and compares it before it sends: what was kept under
    an account leaves under that account alone. It tells nobody which account it is.
    """
    if known is None or (known.kind == "device" and not known.email):
        return ""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, f"holder:{known.uuid}".encode(), sha256).hexdigest()[:16]


def refuse_foreign_form() -> None:
    """Refuse a form of ours that was not filled in on our page, whoever sends it."""
    _refuse_forgery(request.cookies.get(COOKIE, ""))
