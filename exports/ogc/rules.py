"""Read what a reader asks, as OGC API – Features 1.0.1 wants it: what is not understood, refused.

/req/core/query-param-unknown and query-param-invalid: 400. A limit too large is lowered
(/req/core/fc-limit-response-1). Days are those of the town: a moment is the day it falls on there.
"""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from config.places import Fault, escaped
from exports.features.rules import Days, Extent, Wanted
from exports.format import Column

HERE = ZoneInfo("Europe/Paris")
MOST, USUAL = 10_000, 10
OPEN_END = ("", "..")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(DATE.pattern + r"[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
CURSOR = re.compile(r"[0-9A-Za-z:.\-]{1,100}")
EVERYWHERE = ("f", "lang")
OF_ITEMS = ("limit", "bbox", "datetime", "cursor")


class Unreadable(ValueError):
    """A value of a parameter that means nothing; its text is the code of the fault."""


def unreadable(code: str) -> Unreadable:
    return Unreadable(code)


def faults_of(asked: Iterable[tuple[str, str]], known: Iterable[str]) -> list[Fault]:
    """Tell the parameters nobody knows here, and those given twice."""
    names, told = [name for name, _ in asked], set(known)
    strange = [Fault(_at(n), "unknown-parameter") for n in dict.fromkeys(names) if n not in told]
    twice = [Fault(_at(n), "repeated") for n in dict.fromkeys(names) if names.count(n) > 1]
    return strange + twice


def wanted(asked: Mapping[str, str], columns: Iterable[Column]) -> tuple[Wanted, list[Fault]]:
    """Read what is asked of the items of a collection, and all that cannot be read."""
    by_name, faults, read = {one.name: one for one in columns}, list[Fault](), dict[str, Any]()
    equal: dict[str, str | float | bool] = {}
    for name, text in asked.items():
        try:
            if name in READERS:
                field, reader = READERS[name]
                read[field] = reader(text)
            elif name in by_name:
                equal[name] = _value(text, by_name[name])
        except Unreadable as wrong:
            faults.append(Fault(_at(name), str(wrong)))
    return replace(Wanted(limit=USUAL, equal=equal), **read), faults


def _at(name: str) -> str:
    return f"/query/{escaped(name)}"


def _limit(text: str) -> int:
    if not re.fullmatch("[0-9]{1,18}", text) or int(text) < 1:
        raise unreadable("bad-limit")
    return min(int(text), MOST)


def _cursor(text: str) -> str:
    if not CURSOR.fullmatch(text):
        raise unreadable("bad-cursor")
    return text


def _boxes(text: str) -> tuple[Extent, ...]:
    """Read four edges, or six with heights, which nothing here has; west of east or across 180°."""
    parts = text.split(",")
    if len(parts) not in {4, 6} or not all(NUMBER.fullmatch(part.strip()) for part in parts):
        raise unreadable("bad-bbox")
    edges = [float(part) for part in parts]
    west, south, east, north = edges if len(edges) == 4 else (*edges[:2], *edges[3:5])
    on_earth = all(abs(one) <= 180 for one in (west, east)) and -90 <= south <= north <= 90
    if not on_earth or not all(map(math.isfinite, edges)):
        raise unreadable("bad-bbox")
    if west > east:
        return Extent(west, south, 180.0, north), Extent(-180.0, south, east, north)
    return (Extent(west, south, east, north),)


def _days(text: str) -> Days:
    """Read a moment, or an interval that is open at one end at most."""
    ends = text.split("/")
    if len(ends) > 2 or all(end in OPEN_END for end in ends):
        raise unreadable("bad-datetime")
    days = [_day(end, is_end=len(ends) == 2) for end in ends]
    first, last = days[0], days[-1]
    if last and first > last:
        raise unreadable("bad-datetime")
    return Days(first, last)


def _day(text: str, *, is_end: bool) -> str:
    if is_end and text in OPEN_END:
        return ""
    try:
        if DATE.fullmatch(text):
            return date.fromisoformat(text).isoformat()
        if MOMENT.fullmatch(text):
            return datetime.fromisoformat(text.upper()).astimezone(HERE).date().isoformat()
    except (ValueError, OverflowError) as wrong:
        raise unreadable("bad-datetime") from wrong
    raise unreadable("bad-datetime")


def _value(text: str, column: Column) -> str | float | bool:
    if column.type in {"integer", "number"}:
        if not NUMBER.fullmatch(text) or not math.isfinite(float(text)):
            raise unreadable("bad-number")
        return float(text)
    if column.type == "boolean":
        if text not in {"true", "false"}:
            raise unreadable("bad-boolean")
        return text == "true"
    return text


READERS: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "limit": ("limit", _limit),
    "cursor": ("after", _cursor),
    "bbox": ("boxes", _boxes),
    "datetime": ("days", _days),
}
