"""What an audit lets a town declare, by the thresholds of RGAA 4.1 and how long an audit holds."""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

WHOLE, HALF = Decimal(100), Decimal(50)  # per cent of the criteria that apply
HOLDS = 3  # years (decree 2019-768, article 7)
RATE = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?\s*%?", re.ASCII)
GRID = re.compile(r"https://[\w.-]+(:\d{1,5})?(/[^\s<>\"{}]*)?", re.ASCII)
MOST, LONGEST = 60, 500  # lines of what does not conform, characters of each


class Audit(NamedTuple):
    """What an audit found, and when it was declared."""

    on: date
    by: str
    rate: Decimal
    grid: str
    failing: tuple[str, ...]
    declared_on: date

    def holds(self, today: date) -> bool:
        return today < _years_later(self.on, HOLDS)


class Declared(NamedTuple):
    """What a town declares now: an audit, or none; and the number of the last who said so."""

    audit: Audit | None = None
    version: int = 0


def _years_later(day: date, years: int) -> date:
    leap = day.month == 2 and day.day == 29
    return date(day.year + years, 3, 1) if leap else day.replace(year=day.year + years)


def state(audit: Audit | None, today: date) -> str:
    """What may be declared: wholly, partly, or none without an audit that holds."""
    if audit is None or not audit.holds(today) or audit.rate < HALF:
        return "none"
    return "wholly" if audit.rate == WHOLE else "partly"


def rate_of(typed: str) -> Decimal | None:
    """Read a rate as people write it, `87,5` or `87.5 %`; None where it is none."""
    found = RATE.fullmatch(typed.strip())
    told = Decimal(f"{found[1]}.{found[2] or 0}") if found else None
    return told if told is not None and told <= WHOLE else None
