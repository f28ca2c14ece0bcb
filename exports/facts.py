"""What every table of records tells: one flat value a column, since many tools drop nested ones."""

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from shapely import orient_polygons, point_on_surface, to_wkt, transform
from shapely.geometry.base import BaseGeometry

from config.languages import LANGUAGES
from config.protocols.protocol import Answers, Protocol
from config.protocols.question import Question
from exports.format import Column
from exports.once import once
from exports.records import Record

Value = str | int | float | bool | date | None

DIGITS = 6  # of a degree: 0.1 m, finer than any phone knows
PARTIAL_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"  # 1850, 1850-05 or 1850-05-12
POSITION = ("longitude", "latitude", "geometry_type", "wkt")  # where a file has no geometry


def described(file: Path) -> list[Column]:
    """Read columns: a TOML table each, its titles under the names of the languages."""
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return [
        Column(
            name=name,
            type=told.pop("type", "string"),
            title={language: told.pop(language) for language in LANGUAGES},
            **told,
        )
        for name, told in tables.items()
    ]


COLUMNS = described(Path(__file__).with_suffix(".toml"))
LASTING = described(Path(__file__).with_name("facts_lasting.toml"))
TAXON = {  # column → field
    "cd_nom": "cd_nom",
    "cd_ref": "cd_ref",
    "scientific_name": "name",
    "full_name": "full_name",
    "vernacular_name": "vernacular",
    "rank": "rank",
    "kingdom": "kingdom",
    "phylum": "phylum",
    "class": "class_",
    "order": "order",
    "family": "family",
    "taxon_group": "group",
}


def columns(protocol: Protocol) -> list[Column]:
    """Describe every column, the questions of the protocol last."""
    asked = [column_of(question) for question in protocol.ever_asked]
    return COLUMNS + asked + (LASTING if protocol.visits else [])


@once
def values(record: Record, protocol: Protocol) -> Mapping[str, Value]:
    """Tell a record, column by column, its position left to `place` or `position`."""
    told = {
        **_when(record),
        **_where(record),
        **{column: getattr(record.taxon, field, None) for column, field in TAXON.items()},
        **_how(record),
        **{
            question.name: answer_told(question, record.answers) for question in protocol.ever_asked
        },
        **(_course(record) if protocol.visits else {}),
    }
    return {name: None if value == "" else value for name, value in told.items()}


@once
def place(record: Record) -> BaseGeometry | None:
    """Return the place as every file draws it: rounded, its outer rings counter-clockwise."""
    if not isinstance(record.place, BaseGeometry) or record.place.is_empty:
        return None
    # Adding 0.0 turns -0.0 into 0.0: Greenwich crosses France.
    return orient_polygons(transform(record.place, lambda points: points.round(DIGITS) + 0.0))


def position(record: Record) -> dict[str, Value]:
    """Tell the place in columns: a point of it, and the outline of a line or an area."""
    drawn = place(record)
    if drawn is None:
        return {}
    point = point_on_surface(drawn)
    return {
        "longitude": round(point.x, DIGITS),
        "latitude": round(point.y, DIGITS),
        "geometry_type": drawn.geom_type,
        "wkt": None if drawn.geom_type == "Point" else to_wkt(drawn, rounding_precision=DIGITS),
    }


def _when(record: Record) -> dict[str, Value]:
    return {
        "uuid": str(record.uuid),
        "number": record.number,
        "first_day": record.first_day,
        "last_day": record.last_day,
    }


def _where(record: Record) -> dict[str, Value]:
    code, name, vintage = record.territory or (None, None, None)
    return {
        "precision": record.precision,
        "uncertainty_m": record.uncertainty_m,
        "position_source": record.position_source,
        "commune_code": code,
        "commune_name": name,
        "commune_vintage": vintage,
        "department": record.department,
        "cell_10km": record.cell,
    }


def _how(record: Record) -> dict[str, Value]:
    return {
        "cited_name": record.cited_name,
        "ornamental": record.ornamental and record.ornamental.name,
        "wikidata": record.wikidata,
        "validation": record.level,
        "decided_on": record.decided_on,
        "received_on": record.received_on,
        "changed_on": record.changed_on,
        "licence": record.licence,
        "observer": record.observer,
        "photos": " ".join(photo.url for photo in record.photos),
        "origin": record.origin,
        "demonstration": record.is_demonstration,
        "protocol_version": record.protocol_version or None,
        "campaign": record.campaign,
        "campaign_marks": "|".join(record.campaign_marks),
    }


def _course(record: Record) -> dict[str, Value]:
    """What visits tell of a lasting thing, whose other columns tell its last state."""
    return {
        "first_seen": min((one.last_day for one in record.visits), default=record.last_day),
        "last_visit": max((one.last_day for one in record.visits), default=record.last_day),
        "visits": len(record.visits) or 1,
        "gone_on": record.gone_on,
        "people": record.people,
    }


def answer_told(question: Question, answers: Answers) -> Value:
    answer = answers.get(question.name)
    if isinstance(answer, list | tuple):
        return "|".join(str(value) for value in answer)
    if question.whole and answer is not None:
        return int(answer)  # a phone may send 2.0 stems
    return answer


def column_of(question: Question) -> Column:
    return Column(
        name=question.name,
        type=_type(question),
        title=question.label,
        unit=question.unit,
        constraints=_constraints(question),
    )


def _type(question: Question) -> str:
    if question.kind == "number":
        return "integer" if question.whole else "number"
    coded = question.choices and all(isinstance(one.value, int) for one in question.choices)
    return "integer" if coded and question.kind == "choice" else "string"


def _constraints(question: Question) -> dict[str, Any]:
    chosen = [one.value for one in question.choices]
    if question.kind == "number":
        bounds = {"minimum": question.minimum, "maximum": question.maximum}
        return {name: bound for name, bound in bounds.items() if bound is not None}
    if question.kind == "choices":
        one = "|".join(str(value) for value in chosen)
        return {"pattern": rf"({one})(\|({one}))*"}
    if question.kind == "date":
        return {"pattern": PARTIAL_DATE}
    return {"enum": chosen} if chosen else {}
