"""Who asks: a person of each role, a colleague of another association, nobody."""

from citizen.accounts.commands import make
from citizen.accounts.rules import ROLES, Scope

NOBODY = "nobody"
COLLEAGUE = "colleague"  # a moderator of another association, for other protocols
HELD = tuple(ROLES)
CALLERS = (NOBODY, *HELD, COLLEAGUE)
AUTHORS = (*reversed(HELD), COLLEAGUE)
CLOSELY = ("resident", "moderator", COLLEAGUE)  # asked in every state; the others in a few
CHIEF = "chief"  # who decides on the records of all the others


def role_of(who: str) -> str | None:
    """The role of a caller, by the name the policy knows it by."""
    return None if who == NOBODY else {COLLEAGUE: "moderator", CHIEF: "admin"}.get(who, who)


def scope_of(who: str) -> Scope:
    protocols = ("heat",) if who == COLLEAGUE else ()
    return Scope(role_of(who) or "resident", organisation=who, protocols=protocols)


def clients(app, words=""):
    """Open an account for each; words: in front of their addresses, in another town."""
    found = {NOBODY: app.test_client(use_cookies=False)}
    for who in (*HELD, COLLEAGUE, CHIEF):
        found[who] = app.test_client(use_cookies=False)
        email = f"{words}{who}@example.org"
        told = make(email, Scope("resident"), name=who)
        if role_of(who) != "resident":
            told = make(email, scope_of(who), name=who)
        found[who].token = told["token"]
    return found
