"""Know the browser a form is filled in: one cookie, made with the page, later a session.

The page gives the cookie, so that the form's token can be tied to it; nothing is stored until
something is sent. Sending then opens an anonymous account under the same cookie: sent twice at
one instant, it is the same account.
"""

from flask import Response, g, request

from citizen.accounts.access import COOKIE, asking, refuse_foreign_form
from citizen.accounts.rules import SESSION_LASTS, Caller, new_secret
from citizen.form import store
from config import site
from config.database import reading, transaction
from config.problems import Problem


def cookie() -> str:
    """The cookie of this browser: its own, or a new one where it has none that may serve."""
    held = request.cookies.get(COOKIE)
    if held:
        with reading() as session:
            if not store.has_ended(session, held):
                return held
    return new_secret()


def give(response: Response, secret: str, *, for_long: bool) -> None:
    """Give a browser its cookie: until it is closed, or for as long as a session."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=int(SESSION_LASTS.total_seconds()) if for_long else None,
        httponly=True,
        samesite="Lax",
        secure=site.url().startswith("https:"),
    )


def author() -> Caller:
    """Who sends this form: who signed in, else a new anonymous account of this browser."""
    refuse_foreign_form()
    known, held = asking(), request.cookies.get(COOKIE)
    if known is not None:
        return known
    if not held:
        raise Problem("forged-request")
    with transaction() as session:
        g.caller = store.welcome(session, held)
    if g.caller is None:
        raise Problem("forged-request")
    return g.caller  # type: ignore[no-any-return]
