"""Check a whole file: its header, each line, then what lines must not share."""

import csv
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TextIO

from config.languages import Text
from exports.sinp_checks.rules import CHECKS, MANDATORY, Fault, faults

SAID: Mapping[str, Text] = tomllib.loads(
    Path(__file__).with_name("checks.toml").read_text(encoding="utf-8")
)
TOGETHER = 50  # lines whose names are looked for at once
IDENTIFIER = "idSINPOccTax"
NAMES = {"1212": "cdNom", "1213": "cdRef"}

Known = Callable[[Iterable[int]], set[int]]  # which numbers of TAXREF exist
Numbered = tuple[int, dict[str, str]]


class NotACsv(Exception):
    """A file that is no table at all."""


def check(path: Path, today: date, known: Known | None = None) -> Iterator[Fault]:
    """Check a CSV file in UTF-8, commas or semicolons; yield its faults in their order.

    known: asks TAXREF; without it, the names are not looked for.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _checked(file, today, known)
    except (UnicodeDecodeError, csv.Error) as wrong:
        raise NotACsv(str(wrong)) from None


def _checked(file: TextIO, today: date, known: Known | None) -> Iterator[Fault]:
    seen = None if _is_rising(file) else set[str]()
    rows = _rows(file)
    columns = rows.fieldnames or []
    yield from (Fault("1116", name, 1) for name in MANDATORY if name not in columns)
    numbered = enumerate((_filled(row) for row in rows), 2)
    while some := [*islice(numbered, TOGETHER)]:
        unknown = _unknown(some, known)
        for row, line in some:
            yield from (one._replace(row=row) for one in faults(line, today))
            yield from _repeated(row, line, seen)
            yield from (one for one in unknown if one.row == row)


def _rows(file: TextIO) -> "csv.DictReader[str]":
    """Read from the beginning, whichever way its columns are split."""
    file.seek(0)
    header = file.readline()
    file.seek(0)
    return csv.DictReader(file, delimiter=";" if header.count(";") > header.count(",") else ",")


def _is_rising(file: TextIO) -> bool:
    """Whether each identifier comes after the one before: then none is repeated, none is kept."""
    last = ""
    for row in _rows(file):
        now = (row.get(IDENTIFIER) or "").strip().lower()
        if now <= last:
            return False
        last = now
    return True


def _filled(row: Mapping[str | None, str | list[str] | None]) -> dict[str, str]:
    """A line without its empty values, nor what lies beyond its columns."""
    texts = {name: told for name, told in row.items() if name and isinstance(told, str)}
    return {name: told.strip() for name, told in texts.items() if told.strip()}


def _repeated(row: int, line: Mapping[str, str], seen: set[str] | None) -> Iterator[Fault]:
    """Say when an identifier came already; seen: those that came, nothing where none can."""
    name = line.get(IDENTIFIER, "").lower()
    if seen is None or not name:
        return
    if name in seen:
        yield Fault("1217", IDENTIFIER, row)
    seen.add(name)


def _unknown(some: list[Numbered], known: Known | None) -> list[Fault]:
    """The names that TAXREF lacks; one that is no number is none of its."""
    if known is None:
        return []
    told = [(code, n, row, line[n]) for code, n in NAMES.items() for row, line in some if n in line]
    numbers = {int(one[3]) for one in told if _is_number(one[3])}
    there = {str(one) for one in known(numbers)} if numbers else set()
    return [Fault(code, name, row) for code, name, row, value in told if value not in there]


def _is_number(told: str) -> bool:
    return told.isascii() and told.isdigit() and len(told) <= 9


def said(code: str) -> Text:
    """What a check asks."""
    return SAID[code]


def codes() -> list[str]:
    """Every check there is."""
    return [*CHECKS, "1116", "1217", *NAMES]
