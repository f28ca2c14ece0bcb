"""Understand a row of somebody's inventory through a mapping: pure, row by row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from citizen.imports.answering import accuracy, answers, comment
from citizen.imports.findings import Findings
from citizen.imports.identity import identity
from citizen.imports.mapping.lightening import lightened
from citizen.imports.mapping.places import Project, placed
from citizen.imports.mapping.rules import Columns, Map, Rule
from citizen.imports.moments import observed
from citizen.imports.naming import Named, named
from citizen.imports.sources.rows import Row
from citizen.observations.rules import (
    Submission,
    faults,
    future_faults,
)
from config.places import Fault
from config.protocols.protocol import Protocol
from config.strict_json import plain

MAX_CELL = 100_000  # characters of a column that is used
LINES = {"LineString", "MultiLineString"}


@dataclass(frozen=True)
class Plan:
    """How a file is brought in: its mapping, the protocol, the way to degrees, its name."""

    mapping: Map
    protocol: Protocol
    project: Project | None
    source: str  # names the inventory: with a row's identifier, it makes its UUID for ever
    now: datetime
    tracks_aside: bool = False  # lines of a GPX, where the protocol takes none
    bounds: tuple[float, float, float, float] | None = None  # of the town, in degrees


@dataclass(frozen=True)
class Found:
    """A row as we understood it."""

    row: int
    uuid: UUID
    submission: Submission
    scientific: str  # the name to look for in TAXREF
    territory: str  # the code the source gives; "" when it gives none
    origin: str
    notices: tuple[Fault, ...] = ()  # what was left out of it, and why


class Refused(NamedTuple):
    """A row that cannot be kept: all that is wrong with it."""

    row: int
    uuid: UUID | None  # nothing where it cannot be told
    faults: tuple[Fault, ...]


class Aside(NamedTuple):
    """A row the mapping does not want."""

    row: int


def understood(row: Row, plan: Plan) -> Found | Refused | Aside:
    """Understand a row, or say what is wrong with it: which column, which sentence."""
    if is_aside(row, plan):
        return Aside(row.number)
    noted = Findings(list(row.faults))
    columns = cleaned(row, plan.mapping, noted)
    if noted.faults:
        return Refused(row.number, None, tuple(noted.faults))
    uuid, origin = identity(row, columns, plan.mapping, plan.source, noted)
    is_known = not noted.faults
    name = named(columns, plan.mapping.taxon, noted)
    submission = _submission(row, columns, plan, (name, noted))
    if submission is not None and not noted.faults:
        wrong = faults(submission, plan.protocol, plan.now)
        noted.faults += wrong or future_faults(submission, plan.now)
    if noted.faults or submission is None:
        told = tuple(_of_columns(one, plan) for one in noted.faults)
        return Refused(row.number, uuid if is_known else None, told)
    territory = _worded(plan.mapping.territory, columns)
    notices = [*noted.notices, *_outside(submission, plan)]
    return Found(
        row.number, uuid, submission, name.scientific, territory, origin, tuple(notices)
    )  # fmt: skip


def is_aside(row: Row, plan: Plan) -> bool:
    if plan.tracks_aside and isinstance(row.geometry, Mapping) and row.geometry["type"] in LINES:
        return True
    return not all(one.takes(row.columns) for one in plan.mapping.only)


def cleaned(row: Row, mapping: Map, noted: Findings) -> dict[str, str]:
    """The columns the mapping uses, fit to be kept; notes those that are not."""
    found = {}
    for name in mapping.used:
        text = row.columns.get(name, "")
        told = plain(text) if len(text) <= MAX_CELL else ""
        if told is None:
            noted.wrong(name, "text-control")
        elif len(text) > MAX_CELL:
            noted.wrong(name, "too-long", maximum=MAX_CELL)
        found[name] = told or ""
    return found


def _submission(
    row: Row, columns: Columns, plan: Plan, into: tuple[Named, Findings]
) -> Submission | None:
    told, noted = into
    place = placed(row, columns, plan.mapping.place, plan.project)
    when = observed(columns, plan.mapping.observed, noted)
    if isinstance(place, Fault):
        noted.faults.append(place)
    else:
        place = _light(place, plan.mapping, noted)
    answered = answers(columns, plan.mapping, plan.protocol, noted)
    if isinstance(place, Fault) or when is None:
        return None
    return Submission(
        protocol=plan.protocol.code,
        observed_at=when.text,
        time_precision=when.precision,
        place=place,
        accuracy_m=accuracy(columns, plan.mapping.accuracy_m, noted),
        place_source="inventory",
        taxon=told.taxon,
        answers=answered,
        comment=comment(columns, plan.mapping, noted),
        licence=plan.mapping.licence,
        protocol_version=plan.protocol.version,
    )


def _light(place: Mapping[str, Any], mapping: Map, noted: Findings) -> Mapping[str, Any]:
    """A track with too many vertices, simplified where the mapping allows it, and told."""
    made = lightened(place, mapping.place.simplify) if mapping.place.simplify else None
    if made is None:
        return place
    light, before, after = made
    told = {"before": before, "after": after, "metres": mapping.place.simplify}
    noted.notices.append(Fault(mapping.place.pointer, "track-simplified", told))
    return light


def _worded(rule: Rule | None, columns: Columns) -> str:
    text = rule.told(columns) if rule else ""
    if rule is None or not text:
        return ""
    return str(rule.worded(text) or "") if rule.values else text


def _outside(submission: Submission, plan: Plan) -> list[Fault]:
    """A point out of the town's own bounds is told: kept, but is it the right file?"""
    if plan.bounds is None or submission.place["type"] != "Point":
        return []
    x, y = submission.place["coordinates"]
    west, south, east, north = plan.bounds
    return [] if west <= x <= east and south <= y <= north else [Fault("", "out-of-town")]


def _of_columns(fault: Fault, plan: Plan) -> Fault:
    """A fault of an observation, told by its column: what the person who holds the file knows."""
    part, _, rest = fault.pointer.removeprefix("/").partition("/")
    if part == "place":
        is_turned = fault.code == "place-swapped"
        code = "place-turned" if is_turned else fault.code
        where = plan.mapping.place.pointer
        if code == "place-vertices":
            return Fault(where, "track-vertices", fault.values)
        return Fault(where, code, fault.values)
    date = plan.mapping.observed.date
    rule = date if part == "observed_at" else plan.mapping.answers.get(rest.split("/")[0])
    return fault._replace(pointer=f"/{rule.column}") if rule else fault
