"""Keep the rules of a town version by version; know those in force."""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from citizen.accounts.tables import Account
from config import clock, events, towns
from moderation.routing.reading import read
from moderation.routing.rules import NOTHING, Rulebook
from moderation.routing.tables import RoutingRules
from reference.territories import store as territories


def rulebook(session: Session) -> Rulebook:
    """The rules in force; what a newer version of the product could not read counts for nothing."""
    last = in_force(session)
    return placed(session, _read(last.text)) if last else NOTHING


@lru_cache(maxsize=8)
def _read(written: str) -> Rulebook:
    found = read(written)
    return found if isinstance(found, Rulebook) else NOTHING


def placed(session: Session, book: Rulebook) -> Rulebook:
    """The rules, with every code an observation of their territories may bear."""
    named = {code for rule in book.rules for code in rule.territory}
    if not named:
        return book
    known = territories.members_of_each(session, named)
    rules = tuple(
        rule._replace(places=frozenset().union(*(known[code] for code in rule.territory)))
        for rule in book.rules
    )
    return book._replace(rules=rules)


def in_force(session: Session) -> RoutingRules | None:
    return session.scalar(select(RoutingRules).order_by(RoutingRules.number.desc()).limit(1))


def versions(session: Session) -> Sequence[tuple[RoutingRules, str]]:
    """Return every version, the newest first, and the name of who adopted it."""
    query = select(RoutingRules, Account.name, Account.email)
    query = query.outerjoin(Account, Account.id == RoutingRules.adopted_by)
    rows = session.execute(query.order_by(RoutingRules.number.desc())).all()
    return [(row[0], row[1] or row[2] or "") for row in rows]


def is_known(session: Session, written: str) -> bool:
    """Whether a text was in force once: a file that says what is past changes nothing."""
    asked = select(RoutingRules.id).where(RoutingRules.sha256 == digest(written)).limit(1)
    return session.scalar(asked) is not None


def adopt(session: Session, written: str, by: int | None) -> RoutingRules:
    """Put rules in force as a new version; what waits is then routed anew."""
    towns.held(session)  # of two at once, one waits: numbers follow each other
    last = session.scalar(select(func.max(RoutingRules.number))) or 0
    made = RoutingRules(
        number=last + 1,
        text=written,
        sha256=digest(written),
        adopted_by=by,
        adopted_at=clock.now(),
    )
    session.add(made)
    events.record(session, "routing.changed", made.number, by, because="rules")
    return made


def digest(written: str) -> str:
    return hashlib.sha256(written.encode()).hexdigest()
