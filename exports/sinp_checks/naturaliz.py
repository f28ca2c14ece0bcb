"""What 3liz's naturaliz asks of a line beside the checks of GINCO."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

Line = Mapping[str, str]

DATES = ("dEEDateTransformation", "dEEDateDerniereModification")
PERSONS = ("observateur", "determinateur", "validateur")
PERSON = re.compile(r"[^,()]+ \([^()]+\)(?:, ?[^,()]+ \([^()]+\))*")
SENSITIVE = ("sensiDateAttribution", "sensiReferentiel", "sensiVersionReferentiel")


def _ranges(line: Line, _today: date) -> Iterator[str]:
    for least, most in (("altitudeMin", "altitudeMax"), ("profondeurMin", "profondeurMax")):
        numbers = [number(line[name]) for name in (least, most) if name in line]
        if None in numbers or (len(numbers) == 2 and (numbers[0] or 0) > (numbers[1] or 0)):
            yield least


def number(told: str) -> float | None:
    try:
        return float(told)
    except ValueError:
        return None


def _dee(line: Line, _today: date) -> Iterator[str]:
    made, changed = (_instant(line.get(name, "")) for name in DATES)
    if made and changed and made > changed:
        yield DATES[1]


def _instant(told: str) -> float:
    try:
        return datetime.fromisoformat(told).timestamp()
    except (ValueError, OverflowError):
        return 0


def _blurred(line: Line, _today: date) -> Iterator[str]:
    if line.get("dSPublique") == "Pr" and "dEEFloutage" not in line:
        yield "dEEFloutage"


def _sensitive(line: Line, _today: date) -> Iterator[str]:
    if line.get("sensiNiveau", "0") != "0":
        yield from (name for name in SENSITIVE if name not in line)


def _counted(line: Line, _today: date) -> Iterator[str]:
    is_counted = "denombrementMin" in line or "denombrementMax" in line
    told = line.get("objetDenombrement", "")  # NSP, not known, is an answer too
    if not told if is_counted else told not in {"", "NSP"}:
        yield "objetDenombrement"


def _items(told: str) -> list[str]:
    return [one.strip() for one in told.split(",")]


def _unit(line: Line, _today: date) -> Iterator[str]:
    kinds, units = (_items(line.get(name, "")) for name in ("typeAttribut", "uniteAttribut"))
    if any(kind == "QTA" and not "".join(units[n : n + 1]) for n, kind in enumerate(kinds)):
        yield "uniteAttribut"


def _persons(line: Line, _today: date) -> Iterator[str]:
    yield from (name for name in PERSONS if name in line and not PERSON.fullmatch(line[name]))


NATURALIZ: Mapping[str, Callable[[Line, date], Iterator[str]]] = {
    "altitude": _ranges, "dates-dee": _dee, "floutage": _blurred, "sensibilite": _sensitive,
    "denombrement": _counted, "unite": _unit, "personne": _persons,
}  # fmt: skip
