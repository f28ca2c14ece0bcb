"""The audit a town declared: the last word of the log about it, so that the former ones stay."""

from datetime import date
from decimal import Decimal
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select

from config import events, towns
from config.database import Session, ask, engine, glance
from config.events.tables import Event
from exports.legal.audits.rules import Audit, Declared

SUBJECT = "accessibility"
LAST = (
    select(Event.id, Event.details)
    .where(Event.subject == SUBJECT, towns.is_served(Event))
    .order_by(Event.id.desc())
    .limit(1)
)
LASTS = 10.0  # seconds, until what another process changed is seen here: every page asks
_read: WeakKeyDictionary[Engine, dict[int, tuple[float, Declared]]] = WeakKeyDictionary()


def remembered() -> Declared:
    """Return what is declared, as it was read a few seconds ago at most."""
    at, found = _read.setdefault(engine(), {}).get(towns.served(), (-LASTS, Declared()))
    return found if monotonic() - at < LASTS else present()


def known() -> Declared:
    """Return what is declared as it was read last, asking nothing."""
    return _read.setdefault(engine(), {}).get(towns.served(), (0.0, Declared()))[1]


def present() -> Declared:
    """Return what is declared, read now."""
    with glance() as session:
        found = declared(session)
    _read.setdefault(engine(), {})[towns.served()] = monotonic(), found
    return found


def declared(session: Session) -> Declared:
    for one in ask(session, LAST, {}):
        return Declared(_audit(one.details["audit"]) if one.details["audit"] else None, one.id)
    return Declared()


def change(session: Session, by: int, chosen: Audit | None, seen: str) -> bool:
    """Declare an audit, or none, unless another did since that version; say whether."""
    towns.held_alone(session)
    if seen != str(declared(session).version):
        return False
    told = _written(chosen) if chosen else None
    events.record(session, "accessibility.declared", SUBJECT, by, audit=told)
    return True


def _written(audit: Audit) -> dict[str, Any]:
    days = {"on": audit.on.isoformat(), "declared_on": audit.declared_on.isoformat()}
    return audit._asdict() | days | {"rate": str(audit.rate), "failing": [*audit.failing]}


def _audit(told: dict[str, Any]) -> Audit:
    days = {name: date.fromisoformat(told[name]) for name in ("on", "declared_on")}
    rate, failing = Decimal(told["rate"]), tuple(told["failing"])
    return Audit(**{**told, **days, "rate": rate, "failing": failing})
