"""What every table of records tells: one flat value a column, since many tools drop nested ones."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from shapely import Point, orient_polygons, point_on_surface, to_wkt, transform
from shapely.geometry.base import BaseGeometry

from config.protocols.protocol import Answers, Protocol
from config.protocols.question import Question
from exports.columns import POSITION, columns
from exports.once import once
from exports.records import Record, Taxon

Value = str | int | float | bool | date | None

DIGITS = 6  # of a degree: 0.1 m, finer than any phone knows


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


@once
def values(record: Record, protocol: Protocol) -> Mapping[str, Value]:
    """Tell a record, column by column, its position left to `place` or `position`."""
    untold, asked = _untold(protocol)
    told = {
        **_when(record),
        **_where(record),
        **_how(record),
        **{
            name: answer_told(asked[name], record.answers)
            for name in record.answers
            if name in asked
        },
        **(_course(record) if protocol.visits else {}),
    }
    filled = {name: value for name, value in told.items() if value != ""}
    return {**untold, **(_named(record.taxon) if record.taxon else {}), **filled}


@once
def _untold(protocol: Protocol) -> tuple[Mapping[str, Value], Mapping[str, Question]]:
    """Every column in its order, empty; then the questions by name."""
    asked = {question.name: question for question in protocol.ever_asked}
    empty = dict.fromkeys(one.name for one in columns(protocol) if one.name not in POSITION)
    return empty, asked


@lru_cache(maxsize=1024)  # the same few names come back on most records
def _named(taxon: Taxon) -> Mapping[str, Value]:
    told = {column: getattr(taxon, field) for column, field in TAXON.items()}
    return {column: value for column, value in told.items() if value != ""}


@once
def place(record: Record) -> BaseGeometry | None:
    """Return the place as every file draws it: rounded, its outer rings counter-clockwise."""
    if not isinstance(record.place, BaseGeometry) or record.place.is_empty:
        return None
    # Adding 0.0 turns -0.0 into 0.0: Greenwich crosses France.
    drawn = transform(record.place, lambda points: points.round(DIGITS) + 0.0)
    return drawn if isinstance(drawn, Point) else orient_polygons(drawn)


def position(record: Record) -> dict[str, Value]:
    """Tell the place in columns: a point of it, and the outline of a line or an area."""
    drawn = place(record)
    if drawn is None:
        return {}
    point = drawn if isinstance(drawn, Point) else point_on_surface(drawn)
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
