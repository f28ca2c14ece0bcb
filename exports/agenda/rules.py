"""A calendar of what happens: the same occasions always make the same bytes."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any, NamedTuple

PRODUCT = "-//Brindille//Brindille//FR"
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
AGAIN = timedelta(hours=12)  # how often a calendar asks again


class Occasion(NamedTuple):
    """One thing that happens: whole days (dates, the last included), or instants with a zone."""

    uid: str  # for ever: a calendar replaces what it knows under it
    title: str
    begins: date | datetime
    ends: date | datetime | None  # None: of whole days, the first alone; else no end is told
    about: str
    where: str
    url: str
    changed_at: datetime
    version: int
    is_cancelled: bool = False


def calendar(name: str, url: str, zone: str, occasions: Iterable[Occasion]) -> bytes:
    """Write a calendar; lines are folded and texts escaped as the standard asks."""
    kinds = import_module("icalendar")  # loaded by who asks for a calendar
    told = kinds.Calendar()
    told.add("prodid", PRODUCT)
    told.add("version", "2.0")
    told.add("method", "PUBLISH")
    told.add("name", plain(name))
    told.add("x-wr-calname", plain(name))
    told.add("x-wr-timezone", zone)
    told.add("url", url)
    told.add("refresh-interval", AGAIN, parameters={"value": "DURATION"})
    found = sorted(occasions, key=lambda one: (str(one.begins), one.uid))
    for one in found:
        told.add_component(_event(kinds, one))
    if any(isinstance(one.begins, datetime) for one in found):
        told.add_missing_timezones()
    return bytes(told.to_ical())


def _event(kinds: Any, one: Occasion) -> Any:
    event = kinds.Event()
    texts = {"summary": one.title, "description": one.about, "location": one.where}
    for key, value in texts.items():
        if value:
            event.add(key, plain(value))
    event.add("uid", one.uid)
    event.add("dtstamp", stamp(one.changed_at))
    event.add("last-modified", stamp(one.changed_at))
    event.add("sequence", max(0, one.version - 1))
    event.add("dtstart", one.begins)
    if last := _end(one):
        event.add("dtend", last)
    event.add("url", one.url)
    event.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE" if isinstance(one.begins, datetime) else "TRANSPARENT")
    return event


def _end(one: Occasion) -> date | datetime | None:
    """The end of whole days is the day after the last one, as the standard counts them."""
    if one.ends is None or isinstance(one.ends, datetime):
        return one.ends
    return one.ends + timedelta(days=1)


def stamp(at: datetime) -> datetime:
    """An instant in UTC, without the fractions that calendars do not know."""
    return at.astimezone(UTC).replace(microsecond=0)


def plain(text: str) -> str:
    """A text without the characters no calendar may hold; its lines are kept."""
    return CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
