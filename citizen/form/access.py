"""Know the browser a form is filled in: one cookie, made with the page, later a session.

The page gives the cookie, so that the form's token can be tied to it; nothing is stored until
something is sent. Sending then opens an anonymous account under the same cookie: sent twice at
one instant, it is the same account.
"""

from citizen.accounts.rules import Caller, new_secret
from citizen.form import store
from config.database import reading, transaction
from config.problems import Problem


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
