"""Know the browser a form is filled in: one cookie, made with the page, later a session.

The page gives the cookie, so that the form's token can be tied to it; nothing is stored until
something is sent. Sending then opens an anonymous account under the same cookie: sent twice at
one instant, it is the same account.
"""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from flask import Response, request

from citizen.accounts.access import COOKIE, asking, form_token, refuse_foreign_form
from citizen.accounts.rules import Caller, new_secret
from citizen.form import store
from citizen.form.rules import Filled, identifier
from citizen.robots import access as robots
from config import site
from config.database import reading, transaction
from config.problems import Problem


def author() -> Caller:
    """Who sends a form: who signed in, else a new anonymous account of this browser."""
    refuse_foreign_form()
    robots.refuse()
    return asking() or welcomed(request.cookies.get(COOKIE))


def who(refusal: Problem | None = None) -> int:
    """The account that asks; 0 for nobody, and for a forged form: nobody knows who sent it."""
    is_forged = refusal is not None and refusal.kind.code == "forged-request"
    known = None if is_forged else asking()
    return known.id if known else 0


def marks(secret: str, filled: Filled, refusal: Problem | None) -> dict[str, Any]:
    """What a page of the form is known by: the same observation again, or a new one."""
    code = refusal.kind.code if refusal else ""
    is_same = code in {"invalid-content", "press-again"}
    return {
        "uuid": identifier(filled) if is_same else uuid4(),
        "token": form_token(secret),
        "trapped": robots.trap(is_doubted=code == "press-again"),
    }


def give(response: Response, secret: str, lasts: timedelta | None = None) -> Response:
    """Give a browser its cookie: for a while, or until it is closed."""
    secure = site.url().startswith("https:")
    response.set_cookie(COOKIE, secret, max_age=lasts, httponly=True, secure=secure, samesite="Lax")
    return response


def cookie(held: str | None) -> str:
    """The cookie of a browser: the one it holds, or a new one where that may not serve."""
    if held:
        with reading() as session:
            if not store.has_ended(session, held):
                return held
    return new_secret()


def welcomed(held: str | None) -> Caller:
    """Open an anonymous account for a browser that sends something for the first time."""
    if not held:
        raise Problem("forged-request")
    with transaction() as session:
        author = store.welcome(session, held)
    if author is None:
        raise Problem("forged-request")
    return author
