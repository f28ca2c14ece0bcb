"""Where the next release adds or changes something, at the places its files will tell."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from shapely.geometry import mapping

from config.database import Session
from exports import store as records
from exports.datasets import changes, store
from exports.datasets.declared import store as declared
from exports.datasets.subjects import Subject
from exports.datasets.writing import former_index
from exports.facts import place
from exports.felt_temperature import Tally
from exports.records import Dataset, Record
from reference.territories.grids import Square

MOST = 500  # marks: more are neither told apart nor drawn in time
WITHDRAWN = "withdrawn"
KEPT = "kept"  # a square that the last release may have had already


class Mark(NamedTuple):
    """A place of the map, and what the next release tells there."""

    change: str  # "added", "changed"; "kept" for a square
    precision: str  # of the records; "" for a square
    shape: dict[str, Any]  # GeoJSON
    names: list[str]  # of the records there; "" for one without a name
    answers: int = 0  # of a square


class Coming(NamedTuple):
    """What the map would show anew."""

    marks: list[Mark]
    nowhere: int = 0  # records told without a point
    further: int = 0  # records beyond the marks drawn


def of_records(session: Session, dataset: Dataset) -> Coming:
    """Gather what is added or changed; what shares a blurred place shares a mark."""
    marks: dict[object, Mark] = {}
    nowhere = further = 0
    for change, record in told(session, dataset):
        drawn = place(record)
        key = (change, record.precision, drawn and drawn.wkb)
        if drawn is None:
            nowhere += 1
        elif key in marks:
            marks[key].names.append(name(record))
        elif len(marks) < MOST:
            marks[key] = Mark(change, record.precision, mapping(drawn), [name(record)])
        else:
            further += 1
    return Coming([*marks.values()], nowhere, further)


def told(session: Session, dataset: Dataset) -> Iterator[tuple[str, Record]]:
    """The records that the next release adds or changes, by identifier, and which of both."""
    passed: list[Record] = []

    def lines(found: Iterable[Record]) -> Iterator[str]:
        for record in found:
            passed[:] = [record]
            yield changes.line(record)

    before = former_index(store.last_told(session, dataset.code))
    for one in changes.between(before, lines(declared.published(session, dataset))):
        if one.change != WITHDRAWN:  # the record it tells of is the last that passed
            yield one.change, passed[0]


def name(record: Record) -> str:
    """The short name of what a record is of; "" when it has none."""
    kept = record.ornamental or record.taxon
    return (kept.vernacular or kept.name) if kept else record.cited_name


def of_squares(session: Session, about: Subject) -> Coming:
    """Gather the squares where enough people answered: all of them, for squares are made anew."""
    tally, answers = Tally(), dict[Square, int]()
    for vote in records.votes(session, about.protocol):
        tally.add(vote)
    for group in tally.groups():
        answers[group.square] = answers.get(group.square, 0) + group.answers
    drawn = [
        Mark(KEPT, "", {"type": "Polygon", "coordinates": [square.outline()]}, [], number)
        for square, number in answers.items()
    ]
    return Coming(drawn[:MOST], further=max(0, len(drawn) - MOST))
