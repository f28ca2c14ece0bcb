"""Change an account, and what is published under its name."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from citizen.accounts import store as accounts
from citizen.accounts.rules import Caller
from citizen.accounts.tables import Account
from citizen.my_account.rules import pseudo_of
from citizen.observations.intake import hold
from citizen.observations.tables import Observation
from config import clock, events
from config.problems import Problem


def change(session: Session, caller: Caller, seen: str | None, changes: Mapping[str, Any]) -> None:
    """Change an account on the version that was seen; what is signed with its name follows."""
    account = session.get_one(Account, caller.id, with_for_update=True)
    current = accounts.caller_of(account, caller.scopes)
    if seen is None:
        raise Problem("version-needed", etag=current.tag)
    if seen != current.tag:
        raise Problem("stale-version", etag=current.tag)
    apply(session, account, changes)


def apply(session: Session, account: Account, changes: Mapping[str, Any]) -> None:
    """Change an account; a choice taken again changes nothing, and tells no news."""
    name = changes.get("name", account.name) or None
    if account.kind == "class" and name != account.name:
        raise Problem("class-needs-adult")
    signs = bool(changes.get("name_published", account.signs)) and name is not None
    asked = {"name": name, "language": changes.get("language", account.language), "signs": signs}
    asked["single_keys"] = changes.get("single_keys", account.single_keys)
    shows = bool(changes.get("contributor_page", account.pseudo is not None)) and signs
    asked["pseudo"] = _pseudo(session, account.id, name or "") if shows else None
    was = {field: getattr(account, field) for field in asked}
    account.seen_at, account.warned_at = clock.now(), None
    for field, value in asked.items():
        setattr(account, field, value)
    resigned = 0
    if "name_published" in changes or name is None:
        resigned = sign(session, account.id, signs)
    if name != was["name"]:
        shown_anew(session, account.id)
    if resigned or asked != was:
        events.record(session, "account.changed", account.uuid, account.id)


def _pseudo(session: Session, number: int, name: str) -> str:
    """The address of a page under a name, that nobody else of the town has."""
    pseudo = pseudo_of(name)
    theirs = select(Account.id).where(Account.pseudo == pseudo, Account.id != number)
    if not pseudo or session.scalar(theirs) is not None:
        raise Problem("pseudo-unavailable")
    return pseudo


def sign(session: Session, author: int, signs: bool) -> int:
    """Sign all that someone sent, or none of it; say how many were not so already."""
    others = update(Observation).where(
        Observation.author_id == author, Observation.name_published.is_not(signs)
    )
    changed = others.values(name_published=signs, **_changed()).returning(Observation.id)
    return len(session.scalars(changed).all())


def shown_anew(session: Session, author: int) -> None:
    """What is signed shows another name from now on."""
    signed = update(Observation).where(
        Observation.author_id == author, Observation.name_published.is_(True)
    )
    session.execute(signed.values(**_changed()))


def _changed() -> dict[str, Any]:
    return {"turn": Observation.turn + 1, "changed_at": clock.now()}


def sign_one(session: Session, found: Observation, signs: bool) -> None:
    """Sign an observation, or take the name off it, decided or not."""
    hold(session, found)
    if found.name_published == signs:
        return
    found.name_published, found.changed_at = signs, clock.now()
    found.turn += 1
    name = "observation.signed" if signs else "observation.unsigned"
    events.record(session, name, found.uuid, found.author_id)


def counted(session: Session, author: int) -> Mapping[str, int]:
    """Count what someone sent, by status."""
    rows = select(Observation.status, func.count().label("sent")).where(
        Observation.author_id == author
    )
    return {row.status: row.sent for row in session.execute(rows.group_by(Observation.status))}
