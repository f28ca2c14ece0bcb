"""Dates as inventories write them: ISO 8601 and French ways, as precise as they are, no more."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

TIME = (
    r"(?P<hour>\d{1,2})[:hH.](?P<minute>\d{2})?"
    r"([:m.](?P<second>\d{2})([.,](?P<part>\d{1,9}))?)?s?"
)
ZONE = r"\s?(?P<zone>Z|[+-]\d{2}(:?\d{2})?)?"
WRITINGS = [
    re.compile(rf"{day}([T\s]+{TIME}{ZONE})?", re.ASCII)
    for day in (
        r"(?P<year>\d{4})([-/.](?P<month>\d{1,2})([-/.](?P<day>\d{1,2}))?)?",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
        r"((?P<day>\d{1,2})[-/.])?(?P<month>\d{1,2})[-/.](?P<year>\d{4})",
    )
]
CLOCK_TIME = re.compile(TIME, re.ASCII)
ORDER = ("year", "month", "day", "minute")  # from the least precise


class Moment(NamedTuple):
    """An instant and how precise it is: year, month, day or minute."""

    at: datetime
    precision: str

    @property
    def text(self) -> str:
        """RFC 3339, with the offset of the place."""
        return self.at.isoformat(timespec="seconds")

    @property
    def partial(self) -> str:
        """The date alone, as long as it is precise: 1850, 1850-05, 1850-05-12."""
        return self.at.date().isoformat()[: {"year": 4, "month": 7}.get(self.precision, 10)]


def moment(text: str, zone: tzinfo, formats: Sequence[str] = ()) -> Moment | None:
    """Read a date, with its hour where it says one; nothing when there is no such day or hour."""
    try:
        return _formatted(text, zone, formats) if formats else _written(text, zone)
    except (ValueError, OverflowError):
        return None


def at_time(found: Moment, time: str) -> Moment | None:
    """A day with the hour another column tells; nothing when there is no such hour."""
    match = CLOCK_TIME.fullmatch(time.strip())
    if match is None:
        return None
    try:
        told = found.at.replace(hour=int(match["hour"]), minute=int(match["minute"] or 0))
    except ValueError:
        return None
    return Moment(told, "minute")


def until(found: Moment, end: Moment) -> Moment:
    """The beginning of a period, as precise as the whole of it."""
    if found.at.date() == end.at.date():
        return found
    precision = "month" if found.partial[:7] == end.partial[:7] else "year"
    coarser = min(precision, found.precision, end.precision, key=ORDER.index)
    return Moment(found.at, coarser)


def _formatted(text: str, zone: tzinfo, formats: Sequence[str]) -> Moment | None:
    for one in formats:
        try:
            told = datetime.strptime(text.strip(), one).replace(tzinfo=zone)
        except ValueError:
            continue
        return Moment(_exact(told), precision_of(one))
    return None


def precision_of(format_: str) -> str:
    """How precise a format is, by what it holds."""
    for directives, precision in ((("%H", "%I", "%c", "%X"), "minute"), (("%d", "%j"), "day")):
        if any(one in format_ for one in directives):
            return precision
    return "month" if any(one in format_ for one in ("%m", "%b", "%B")) else "year"


def _written(text: str, zone: tzinfo) -> Moment | None:
    for writing in WRITINGS:
        if match := writing.fullmatch(text.strip()):
            return _of(match.groupdict(), zone)
    return None


def _of(told: dict[str, str | None], zone: tzinfo) -> Moment:
    day = [int(told[part] or 1) for part in ("year", "month", "day")]
    time = [int(told[part] or 0) for part in ("hour", "minute", "second")]
    at = _exact(datetime(*day, *time, tzinfo=_offset(told["zone"]) or zone))  # type: ignore[arg-type,misc]
    if told["hour"] is not None and any(time):
        return Moment(at, "minute")
    return Moment(at, "day" if told["day"] else "month" if told["month"] else "year")


def _offset(zone: str | None) -> tzinfo | None:
    if not zone:
        return None
    if zone == "Z":
        return timezone(timedelta(0))
    hours, minutes = int(zone[1:3]), int(zone[3:].lstrip(":") or 0)
    told = timedelta(hours=hours, minutes=minutes)
    return timezone(-told if zone[0] == "-" else told)


def _exact(at: datetime) -> datetime:
    """An instant whose offset is of whole minutes: before 1911 the clocks of Paris had seconds."""
    offset = at.utcoffset() or timedelta(0)
    whole = timedelta(minutes=round(offset.total_seconds() / 60))
    return at.replace(tzinfo=timezone(whole))
