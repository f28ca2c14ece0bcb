"""What anyone may know of an observation: the one place where it is decided.

Every outlet (files, pages, feeds, API) reads only the Record made here.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from shapely import Point
from shapely.geometry.base import BaseGeometry as Geometry

from citizen.observations.homes.rules import hides_name, hides_place
from citizen.observations.rules import days
from config.places import rounded
from config.protocols.protocol import Protocol
from exports.identifications.rules import Former, former_told, hides_cited
from exports.names import is_plain
from exports.records import Record, Taxon, Territory
from reference.sensitivity.rules import (
    CELL,
    COMMUNE,
    EXACT,
    GROUPED,
    NATIONAL,
    NOTHING,
    out_of_sight,
    public_precision,
)
from reference.territories.grids import cell_centre, cell_of
from reference.territories.rules import commune_of, department_of

CELL_REACH_M = 7085  # from the centre of a 10 km cell to its corner, by the widest projection
UNKNOWN_REACH_M = {"gps": 15, "photo": 30, "map": 10, "address": 50}  # when the phone said nothing


class Accepted(NamedTuple):
    """An accepted observation, as the database holds it: all of it, hidden things too."""

    uuid: Any
    observed_at: datetime
    observed_text: str
    time_precision: str
    place: Geometry
    accuracy_m: float | None
    place_source: str
    territory: Territory | None
    sensitivity: int
    sensitivity_set_at: datetime | None
    sensitivity_rule: Mapping[str, Any] | None  # that decided, as moderation keeps it
    cited_name: str
    wikidata: str
    answers: dict[str, Any]
    level: int
    decided_at: datetime
    received_at: datetime
    changed_at: datetime
    licence: str
    signed: str  # the name the author chose to publish; "" for anonymous
    origin: str
    is_demonstration: bool
    protocol_version: int = 0
    home: str = ""  # why it counts as a home, as citizen/observations/homes holds it
    author_id: int = 0  # counts people, and never leaves
    automatic: bool = False  # accepted by a declared rule, no person judged it
    campaign: str = ""
    campaign_marks: Sequence[str] = ()
    former: Sequence[Former] = ()  # names it had before


class Reach(NamedTuple):
    """Where a commune's middle is, and how far its farthest point lies, in metres."""

    centre: Geometry
    metres: int


def published(
    seen: Accepted, protocol: Protocol, taxon: Taxon | None, commune: Reach | None
) -> Record | None:
    """Make what anyone may know of an observation, or nothing.

    commune: the middle of its commune and its reach, when its outline is known.
    """
    precision = public_precision(
        seen.sensitivity,
        by_cells=protocol.publication == "cells",
        out_of_sight=out_of_sight(seen.answers, is_home=hides_place(seen.home)),
    )
    if precision in {NOTHING, GROUPED}:
        return None
    first, last = days(seen.observed_text, seen.time_precision)
    return Record(
        uuid=seen.uuid,
        number=number(seen.uuid),
        first_day=first,
        last_day=last,
        taxon=taxon,
        answers=answers_told(seen.answers, protocol.version_of(seen.protocol_version), precision),
        licence=seen.licence,
        is_demonstration=seen.is_demonstration,
        **_cited(seen, taxon, precision),
        **_where(seen, precision, commune),
        **_sensitivity(seen),
        **signature(seen, precision),
        **_checked(seen),
    )


def _where(seen: Accepted, precision: str, commune: Reach | None) -> dict[str, Any]:
    """The place, and only the areas that hold the one shown: two that cross would narrow it."""
    place, uncertainty = _place(seen, precision, commune)
    code = seen.territory.code if seen.territory else ""
    return {
        "precision": precision,
        "place": place,
        "uncertainty_m": uncertainty,
        "position_source": seen.place_source,
        "territory": _commune(seen.territory) if precision in {EXACT, COMMUNE} else None,
        "department": department_of(code) if code and precision != CELL else "",
        "cell": cell_of(seen.place) if precision in {EXACT, CELL} else "",
    }


def _sensitivity(seen: Accepted) -> dict[str, Any]:
    """How sensitive it is, and the national list that says so, when it is one."""
    rule = seen.sensitivity_rule or {}
    listed = rule.get("origin") == NATIONAL and rule.get("level") == seen.sensitivity
    return {
        "sensitivity": seen.sensitivity,
        "sensitivity_set_on": seen.sensitivity_set_at and seen.sensitivity_set_at.date(),
        "sensitivity_edition": str(rule.get("edition", "")) if listed else "",
    }


def _cited(seen: Accepted, taxon: Taxon | None, precision: str) -> dict[str, Any]:
    """What its author called it: of a hidden place only a plain name, never a sensitive one."""
    is_told = precision == EXACT and not hides_cited(seen.former)
    return {
        "identifications": former_told(seen.former, precision),
        "cited_name": seen.cited_name if is_told or is_plain(seen.cited_name, taxon) else "",
        "wikidata": seen.wikidata if precision == EXACT else "",  # of a tree, perhaps, by itself
    }


def signature(seen: Accepted, precision: str) -> dict[str, Any]:
    """Names, inventory numbers and campaigns, where they cannot give a hidden place away."""
    if precision != EXACT:  # two records of one person on one day tell where they walked
        return {"observer": "", "origin": ""}
    signed, marks = "" if hides_name(seen.home) else seen.signed, tuple(seen.campaign_marks)
    called = {"campaign": seen.campaign, "campaign_marks": marks}  # a perimeter narrows a place
    return {"observer": signed, "origin": seen.origin, **called}


def _checked(seen: Accepted) -> dict[str, Any]:
    return {
        "protocol_version": seen.protocol_version,
        "level": seen.level,
        "is_automatic": seen.automatic,
        "decided_on": seen.decided_at.date(),
        "received_on": seen.received_at.date(),
        "changed_on": seen.changed_at.date(),
    }


def number(uuid: Any) -> int:
    """Make an integer of a UUID for standards that want one: 48 bits, never in order of arrival."""
    return int(uuid.int % 2**48) or 1


def _place(
    seen: Accepted, precision: str, commune: Reach | None
) -> tuple[Geometry | None, int | None]:
    """The public place and what it may be off by, the true place included."""
    if precision == EXACT:
        reach = seen.accuracy_m or UNKNOWN_REACH_M.get(seen.place_source)
        return rounded(seen.place), reach and max(1, round(reach))
    if precision == COMMUNE and commune is not None:
        return commune
    if precision == CELL and (cell := cell_of(seen.place)):
        return Point(*cell_centre(cell)), CELL_REACH_M
    return None, None


def _commune(at: Territory | None) -> Territory | None:
    return at and Territory(*commune_of(at.code, at.name), at.vintage)


def answers_told(answers: dict[str, Any], protocol: Protocol, precision: str) -> dict[str, Any]:
    """The answers, without the free words that could give a hidden place away."""
    if precision == EXACT:
        return answers
    told = {question.name for question in protocol.asked if question.kind != "text"}
    return {name: value for name, value in answers.items() if name in told}


def local(observed_text: str) -> datetime:  # by the observer's own clock
    return datetime.fromisoformat(observed_text)
