"""Read a row of somebody's inventory through a mapping: pure, row by row.

A mapping is a TOML file that says which column tells what, in which unit, and what odd values
mean. It is the only thing that knows a source: see `maps/` for ready ones.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from citizen.observations.rules import CitedTaxon, Submission
from config.places import Fault
from config.protocols.protocol import METRES, Protocol
from config.protocols.question import Question
from reference.taxa.rules import scientific_name

Row = Mapping[str, str]


@dataclass(frozen=True)
class Rule:
    """How a column becomes an answer."""

    column: str
    unit: str = ""  # of the source; converted to the question's
    values: Mapping[str, Any] = field(default_factory=dict)  # the source's word → ours
    unknown: tuple[str, ...] = ()  # values that mean "not known"
    strip: str = ""  # a pattern to remove
    zero_is_unknown: bool = False
    year_only_if_first_of_january: bool = False


@dataclass(frozen=True)
class Map:
    """A mapping file, read."""

    source: str  # names the inventory: with a row's identifier, it makes its UUID for ever
    observed_at: str
    time_precision: str
    identifier: str  # column
    latitude_longitude: str = ""  # one column holding "lat,lon"
    longitude: str = ""
    latitude: str = ""
    delimiter: str = ","
    encoding: str = "utf-8-sig"
    licence: str = "etalab-2.0"
    genus: str = ""
    epithet: str = ""
    cultivar: Rule | None = None
    vernacular: str = ""
    territory: Rule | None = None
    answers: Mapping[str, Rule] = field(default_factory=dict)
    constants: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """A row as we understood it."""

    uuid: UUID
    submission: Submission
    scientific: str  # the name to look for in TAXREF
    territory: str  # the code the source gives; "" when it gives none
    origin: str


def read_map(file: Path) -> Map:
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    for name in ("cultivar", "territory"):
        if name in told:
            told[name] = _rule(told[name])
    told["answers"] = {name: _rule(rule) for name, rule in told.get("answers", {}).items()}
    return Map(**told)


def _rule(told: Mapping[str, Any]) -> Rule:
    return Rule(**{**told, "unknown": tuple(told.get("unknown", ()))})


def columns(mapping: Map) -> set[str]:
    """Every column the mapping needs."""
    plain = {
        mapping.identifier, mapping.latitude_longitude, mapping.longitude, mapping.latitude,
        mapping.genus, mapping.epithet, mapping.vernacular,
    }  # fmt: skip
    rules = [mapping.cultivar, mapping.territory, *mapping.answers.values()]
    return (plain | {rule.column for rule in rules if rule}) - {""}


def understood(row: Row, mapping: Map, protocol: Protocol) -> Found | list[Fault]:
    """Understand a row, or say what is wrong with it: which column, which sentence."""
    faults: list[Fault] = []
    place = _place(row, mapping, faults)
    answers = dict(mapping.constants) | _answers(row, mapping, protocol, faults)
    identifier = re.sub(r"\.0$", "", row[mapping.identifier].strip())
    if not identifier:
        faults.append(Fault(f"/{mapping.identifier}", "missing"))
    if faults or place is None:
        return faults
    name = scientific_name(row.get(mapping.genus, ""), row.get(mapping.epithet, ""))
    submission = Submission(
        protocol=protocol.code,
        observed_at=mapping.observed_at,
        time_precision=mapping.time_precision,
        place={"type": "Point", "coordinates": place},
        place_source="inventory",
        taxon=CitedTaxon(cited_name=_cited(row, mapping, name)),
        answers=answers,
        licence=mapping.licence,
        protocol_version=protocol.version,
    )
    territory = _value(row, mapping.territory) if mapping.territory else None
    uuid = uuid5(NAMESPACE_URL, f"{mapping.source}#{identifier}")
    return Found(uuid, submission, name, str(territory or ""), identifier)


def _place(row: Row, mapping: Map, faults: list[Fault]) -> list[float] | None:
    column = mapping.latitude_longitude or mapping.longitude
    if mapping.latitude_longitude:
        latitude, _, longitude = row[column].partition(",")
    else:
        longitude, latitude = row[mapping.longitude], row[mapping.latitude]
    try:
        return [round(float(longitude), 7), round(float(latitude), 7)]
    except ValueError:
        faults.append(Fault(f"/{column}", "place-position"))
        return None


def _answers(row: Row, mapping: Map, protocol: Protocol, faults: list[Fault]) -> dict[str, Any]:
    found = {}
    for name, rule in mapping.answers.items():
        value = _read(_value(row, rule), rule, protocol.question(name))
        if value is False:
            faults.append(Fault(f"/{rule.column}", "wrong-type"))
        elif value is not None:
            found[name] = value
    return found


def _read(value: Any, rule: Rule, question: Question) -> Any:
    """A value as the question wants it; None when unknown, False when it cannot be read."""
    if value is None:
        return None
    if question.kind == "date":
        return _date(str(value), rule)
    if question.kind == "number":
        return _number(str(value), rule, question.unit)
    return value


def _value(row: Row, rule: Rule) -> Any:
    """The value of a column, its odd ones understood; None when it is not known."""
    value = row[rule.column].strip()
    if rule.strip:
        value = re.sub(rule.strip, "", value).strip()
    if not value or any(value.startswith(odd) for odd in rule.unknown):
        return None
    return rule.values.get(value, None if rule.values else value)


def _number(value: str, rule: Rule, unit: str) -> float | bool | None:
    """A number in the question's unit; False when it is none."""
    try:
        number = float(value.replace(",", "."))
    except ValueError:
        return False
    if rule.zero_is_unknown and number == 0:
        return None
    if rule.unit != unit and rule.unit in METRES:
        number *= METRES[rule.unit] / METRES[unit]
    return round(number, 3)


def _date(value: str, rule: Rule) -> str | bool:
    """A date as precise as the source knew it; False when it is none."""
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return False
    if rule.year_only_if_first_of_january and (day.month, day.day) == (1, 1):
        return f"{day.year:04d}"
    return day.isoformat()


def _cited(row: Row, mapping: Map, name: str) -> str:
    """The name as the source gives it, cultivar included: it is never rewritten."""
    cultivar = _value(row, mapping.cultivar) if mapping.cultivar else None
    full = f"{name} '{cultivar}'" if cultivar else name
    return full.strip() or row.get(mapping.vernacular, "").strip()
