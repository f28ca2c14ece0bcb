"""What a form says of an absence."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from config.places import Fault

LONGEST = timedelta(days=400)


class Days(NamedTuple):
    first: date
    last: date


def days(filled: Mapping[str, list[str]], today: date) -> Days | list[Fault]:
    """Read the days of an absence, or say what is wrong with them."""
    read = [_day((filled.get(name) or [""])[0]) for name in ("first_day", "last_day")]
    names = ("/first_day", "/last_day")
    wrong = [Fault(name, "missing") for name, day in zip(names, read, strict=True) if day is None]
    first, last = read
    if first is None or last is None:
        return wrong
    is_wrong = last < first or last < today or last - first > LONGEST
    return [Fault("/last_day", "absence-days")] if is_wrong else Days(first, last)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
