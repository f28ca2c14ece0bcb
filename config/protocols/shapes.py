"""What each line of a protocol's TOML may hold: all that is wrong, each with where it stands.

A place in a TOML is told as people find it: `questions.health.choices.good.label.fr`; a table that
has no name yet is told by its rank, `questions.#3`.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from config.languages import LANGUAGES
from config.places import DEPTHS, Fault
from config.protocols.question import KINDS, SAFE_INTEGER

Check = Callable[[Any, str], Iterator[Fault]]
Shape = Mapping[str, tuple[Check, bool]]  # key → what it holds, whether it must be there

LONGEST = 500  # characters of a text on one line of a page
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]{0,59}")  # joined by bars in tables
STATUSES = ("draft", "published")
PUBLICATIONS = ("records", "cells")
PROVISIONAL = ("all", "named")


def table(shape: Shape) -> Check:
    """Hold these keys and no other."""

    def check(value: Any, where: str) -> Iterator[Fault]:
        if not isinstance(value, Mapping):
            yield Fault(where, "toml-table")
            return
        for key in value.keys() - shape.keys():
            yield Fault(_in(where, key), "toml-unknown-key", {"known": ", ".join(shape)})
        for key, (inner, is_needed) in shape.items():
            held = inner(value[key], _in(where, key)) if key in value else ()
            yield from held
            if key not in value and is_needed:
                yield Fault(_in(where, key), "toml-missing")

    return check


def tables(inner: Check) -> Check:
    """Hold any keys, each of which holds the same."""

    def check(value: Any, where: str) -> Iterator[Fault]:
        if not isinstance(value, Mapping):
            yield Fault(where, "toml-table")
            return
        for key, one in value.items():
            yield from inner(one, _in(where, key))

    return check


def several(inner: Check, named: str = "", most: int = 200) -> Check:
    """Hold a list of one or more; named: the key that names each table of it."""

    def check(value: Any, where: str) -> Iterator[Fault]:
        if not isinstance(value, list) or not 0 < len(value) <= most:
            yield Fault(where, "toml-list", {"maximum": most})
            return
        for rank, one in enumerate(value, 1):
            name = one.get(named) if named and isinstance(one, Mapping) else None
            known = isinstance(name, str | int) and VALUE.fullmatch(str(name)[:80])
            yield from inner(one, f"{where}.{name}" if known else f"{where}.#{rank}")

    return check


def one_of(*accepted: str) -> Check:
    def check(value: Any, where: str) -> Iterator[Fault]:
        if not isinstance(value, str) or value not in accepted:
            yield Fault(where, "toml-one-of", {"accepted": ", ".join(accepted)})

    return check


def whole(least: int, most: int) -> Check:
    def check(value: Any, where: str) -> Iterator[Fault]:
        if type(value) is not int or not least <= value <= most:
            yield Fault(where, "toml-whole", {"minimum": least, "maximum": most})

    return check


def written(pattern: re.Pattern[str]) -> Check:
    def check(value: Any, where: str) -> Iterator[Fault]:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            yield Fault(where, "toml-written")

    return check


def text(value: Any, where: str) -> Iterator[Fault]:
    """A text people read, or a word of a standard; it may be empty where that means something."""
    if not isinstance(value, str) or len(value) > LONGEST or not value.isprintable():
        yield Fault(where, "toml-text", {"maximum": LONGEST})


def said(value: Any, where: str) -> Iterator[Fault]:
    """A text in each language."""
    yield from table(dict.fromkeys(LANGUAGES, (text, True)))(value, where)
    told = value if isinstance(value, Mapping) else {}
    for language in LANGUAGES:
        if isinstance(one := told.get(language), str) and not one.strip():
            yield Fault(_in(where, language), "toml-missing")


def number(value: Any, where: str) -> Iterator[Fault]:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not math.isfinite(value) or abs(value) > SAFE_INTEGER:
        yield Fault(where, "toml-number")


def flag(value: Any, where: str) -> Iterator[Fault]:
    if not isinstance(value, bool):
        yield Fault(where, "toml-flag")


def day(value: Any, where: str) -> Iterator[Fault]:
    if not isinstance(value, date) or isinstance(value, datetime):
        yield Fault(where, "toml-day")


def value_of_choice(value: Any, where: str) -> Iterator[Fault]:
    is_whole = type(value) is int and abs(value) <= SAFE_INTEGER
    if not is_whole and not (isinstance(value, str) and VALUE.fullmatch(value)):
        yield Fault(where, "toml-value")


def anything(_value: Any, _where: str) -> Iterator[Fault]:
    yield from ()


def _in(where: str, key: object) -> str:
    told = str(key) if VALUE.fullmatch(str(key)) else repr(str(key)[:40])
    return f"{where}.{told}" if where else told


TERMS = tables(text)
CHOICE = table({"value": (value_of_choice, True), "label": (said, True), "terms": (TERMS, False)})
CONDITION = table({"question": (text, True), "equals": (several(value_of_choice), True)})
QUESTION = table({
    "name": (written(NAME), True), "kind": (one_of(*KINDS), True), "label": (said, True),
    "hint": (said, False), "required": (flag, False), "whole": (flag, False),
    "minimum": (number, False), "maximum": (number, False), "usual_maximum": (number, False),
    "unit": (text, False),
    "scale": (text, False), "choices": (several(CHOICE, "value"), False),
    "asked_if": (CONDITION, False), "terms": (TERMS, False),
})  # fmt: skip
DUPLICATES = table({"metres": (number, True), "hours": (number, False)})
VISITS = table({
    "asks": (several(text), True), "together": (several(several(text)), False),
    "gone": (CONDITION, False), "drawn": (text, False),
})  # fmt: skip
PROTOCOL = table({
    "version": (whole(1, 9999), True), "title": (said, True), "description": (said, True),
    "places": (several(one_of(*DEPTHS), most=len(DEPTHS)), True),
    "publication": (one_of(*PUBLICATIONS), True),
    "questions": (several(QUESTION, "name"), True), "example": (tables(anything), True),
    "tags": (tables(TERMS), False), "units": (tables(one_of("m", "cm")), False),
    "status": (one_of(*STATUSES), False), "published": (day, False),
    "former_days": (whole(0, 730), False), "same_meaning": (several(text), False),
    "provisional": (one_of(*PROVISIONAL), False),
    "duplicates": (DUPLICATES, False), "visits": (VISITS, False),
})  # fmt: skip
