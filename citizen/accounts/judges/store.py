"""Find those who judge, and what of."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.accounts.rules import JUDGES, Caller, Scope
from citizen.accounts.store import scope_of, widened
from citizen.accounts.tables import Mandate


def moderating(session: Session) -> list[Scope]:
    """Return the scopes of all who moderate, one per account and mandate."""
    return [scope for _, scope in moderators(session)]


def moderators(session: Session) -> list[tuple[int, Scope]]:
    """Return the same, each with its account (its row)."""
    mandates = session.scalars(select(Mandate).where(Mandate.role.in_(JUDGES))).all()
    scopes = widened(session, [scope_of(mandate) for mandate in mandates])
    return list(zip([mandate.account_id for mandate in mandates], scopes, strict=True))


def sharing(session: Session, caller: Caller) -> list[int]:
    """Return who may judge just what a moderator may, themselves included, in a lasting order."""
    query = select(Mandate).where(Mandate.role.in_((*JUDGES, "admin")))
    held: dict[int, set[Scope]] = {}
    for mandate in session.scalars(query):
        held.setdefault(mandate.account_id, set()).add(scope_of(mandate))
    mine = held.get(caller.id)
    return sorted({caller.id, *(one for one, scopes in held.items() if scopes == mine)})
