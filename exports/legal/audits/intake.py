"""Take in the audit a town declares, as a clerk filled it: every fault at once."""

from datetime import date
from decimal import Decimal

from citizen.form.rules import Filled, one
from citizen.form.schemas import read as read_strictly
from config import clock
from config.places import Fault
from config.problems import Problem
from config.templates.filters import CLOCK
from exports.legal.audits.rules import GRID, LONGEST, MOST, WHOLE, Audit, rate_of
from exports.legal.audits.schemas import FIELDS, AuditSchema


def today() -> date:
    return clock.now().astimezone(CLOCK).date()


def read(filled: Filled) -> Audit:
    """Read a filled form; refuse all that is wrong with it."""
    told = read_strictly(AuditSchema(), {name: one(filled, name) for name in FIELDS})
    wrong = [Fault(f"/{name}", "missing") for name in FIELDS[:4] if not told[name]]
    lines = [line.strip() for line in told["failing"].splitlines()]
    failing = tuple(line for line in lines if line)
    day, rate = _day(told["on"]), rate_of(told["rate"])
    if told["on"] and day is None:
        wrong.append(Fault("/on", "audit-day"))
    if told["rate"] and rate is None:
        wrong.append(Fault("/rate", "audit-rate"))
    if told["grid"] and not GRID.fullmatch(told["grid"]):
        wrong.append(Fault("/grid", "audit-grid"))
    wrong += _of_failing(failing, rate)
    if wrong or day is None or rate is None:
        raise Problem("invalid-content", faults=wrong)
    return Audit(day, told["by"], rate, told["grid"], failing, today())


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if date(2019, 1, 1) <= day <= today() else None


def _of_failing(failing: tuple[str, ...], rate: Decimal | None) -> list[Fault]:
    """What is wrong with the list of what does not conform, beside the rate."""
    if len(failing) > MOST or any(len(one) > LONGEST for one in failing):
        return [Fault("/failing", "audit-long", {"maximum": MOST, "longest": LONGEST})]
    if rate is None or (rate < WHOLE) == bool(failing):
        return []
    return [Fault("/failing", "audit-perfect" if failing else "audit-failing")]
