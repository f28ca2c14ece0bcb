"""Example datasets and records, true to life, for the tests of every format."""

import tracemalloc
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from shapely import LineString, Point, Polygon

from config.protocols import PROTOCOLS
from exports.format import Format
from exports.records import OPEN, Dataset, Ornamental, Photo, Record, Taxon, Territory, Vote
from tests.exports.formats.hostile_texts import hostile_texts

AS_OF = datetime(2026, 6, 30, 21, 15, 7, tzinfo=UTC)
FECAMP = Territory(code="76259", name="Fécamp", vintage=2026)
HARBOUR = Point(0.374612, 49.758345)
LIME_WALK = LineString([(0.371, 49.757), (0.3725, 49.7575), (0.374, 49.7581)])
GROVE = Polygon(  # clockwise, with a counter-clockwise glade: as GIS write them
    [(0.380, 49.750), (0.380, 49.752), (0.383, 49.752), (0.383, 49.750), (0.380, 49.750)],
    [[(0.381, 49.7505), (0.382, 49.7505), (0.382, 49.7515), (0.381, 49.7515), (0.381, 49.7505)]],
)
OAK = Taxon(
    cd_nom=116759,
    cd_ref=116759,
    rank="ES",
    name="Quercus robur",
    full_name="Quercus robur L., 1753",
    valid_name="Quercus robur L., 1753",
    vernacular="Chêne pédonculé",
    kingdom="Plantae",
    phylum="Tracheophyta",
    class_="Equisetopsida",
    order="Fagales",
    family="Fagaceae",
    group="Angiospermes",
    fr_status="P",
)


def dataset(code: str = "tree", **changes: Any) -> Dataset:
    """Build the dataset of a protocol, as Fécamp would publish it."""
    values: dict[str, Any] = {
        "code": code,
        "title": PROTOCOLS[code].title,
        "protocol": PROTOCOLS[code],
        "town_code": "76259",
        "town_name": "Fécamp",
        "producer": "Ville de Fécamp",
        "contact": "donnees@fecamp.example",
        "metadata_id": UUID("3b0c7a9e-52d1-4f6b-9a44-0d1c5e7f8a21"),
        "release": 3,
        "as_of": AS_OF,
        "public_url": "https://observer.fecamp.example",
    }
    return Dataset(**values | changes)


def record(**changes: Any) -> Record:
    """Build an oak of the harbour; its identifier follows its number."""
    values: dict[str, Any] = {
        "uuid": UUID(f"5f0c1f8e-9d3a-4b7c-8e21-{changes.get('number', 1):012x}"),
        "number": 1,
        "first_day": date(2026, 5, 17),
        "last_day": date(2026, 5, 17),
        "precision": "exact",
        "sensitivity": 0,
        "sensitivity_set_on": date(2026, 5, 18),
        "place": HARBOUR,
        "uncertainty_m": 5,
        "position_source": "map",
        "territory": FECAMP,
        "department": "76",
        "cell": "10kmL93E050N696",
        "taxon": OAK,
        "cited_name": "Chêne pédonculé",
        "answers": PROTOCOLS["tree"].example,
        "level": 1,
        "decided_on": date(2026, 5, 20),
        "received_on": date(2026, 5, 18),
        "changed_on": date(2026, 5, 20),
        "licence": OPEN.spdx,
        "observer": "Camille",
        "photos": (
            Photo("https://observer.fecamp.example/photos/7f3a.jpg", "image/jpeg", OPEN.spdx),
            Photo("https://observer.fecamp.example/photos/91bc.jpg", "image/jpeg", OPEN.spdx),
        ),
    }
    return Record(**values | changes)


def records(count: int, **changes: Any) -> Iterator[Record]:
    """Build records numbered from 1, seven metres apart or more, one after the other."""
    for number in range(1, count + 1):
        row, column = divmod(number, 300)
        place = Point(0.3 + column / 10_000, 49.7 + row / 10_000)
        yield record(**{"number": number, "place": place} | changes)


def blurred(precision: str = "cell", **changes: Any) -> Record:
    """Build a record whose place is hidden behind the centre of something larger."""
    hidden = {
        "precision": precision,
        "sensitivity": {"commune": 1, "cell": 2, "department": 3}[precision],
        "place": Point(0.4, 49.7),
        "uncertainty_m": 7100,
        "position_source": "unknown",
        "territory": FECAMP if precision == "commune" else None,
        "cell": "10kmL93E050N696" if precision == "cell" else "",
        "photos": (),
    }
    return record(**hidden | changes)


KANZAN = Ornamental(
    name="Prunus serrulata 'Kanzan'",
    genus="Prunus",
    epithet="serrulata",
    cultivar="Kanzan",
    vernacular="",
    wikidata="Q161116",
    naturality="planted",
)


def motley() -> list[Record]:
    """Build records unlike one another: every shape and precision, no place, hostile texts."""
    told = PROTOCOLS["tree"].example
    sorts = [
        {},
        {"place": LIME_WALK, "answers": {**told, "category": "alignment", "species_count": "1"}},
        {"place": GROVE, "answers": {**told, "category": "wooded-area", "strata": ["trees"]}},
        {"place": None, "uncertainty_m": None},
        {"taxon": None, "cited_name": "", "observer": "", "photos": (), "wikidata": "Q158776"},
        {"place": Point(-0.5541, 47.4737), "first_day": date(2026, 1, 1), "level": 2},
        {"ornamental": KANZAN, "wikidata": KANZAN.wikidata, "cited_name": "Cerisier du Japon"},
        {"ornamental": KANZAN._replace(wikidata=""), "taxon": None, "cited_name": "Cerisier"},
        {"answers": {}, "territory": None, "department": "", "cell": "", "origin": "arbre n° 12"},
        {"is_demonstration": True},
    ]
    plain = [record(number=number, **changes) for number, changes in enumerate(sorts, start=1)]
    hidden = [blurred(p, number=90 + n) for n, p in enumerate(("commune", "cell", "department"))]
    return plain + hidden + [_hostile(n, text) for n, text in enumerate(hostile_texts(), start=100)]


def _hostile(number: int, text: str) -> Record:
    return record(
        number=number,
        place=Point(0.5 + number / 10_000, 49.8),
        **dict.fromkeys(("cited_name", "observer", "origin"), text),
        taxon=OAK._replace(vernacular=text),
        territory=FECAMP._replace(name=text),
        answers={**PROTOCOLS["tree"].example, "tree_name": text, "story": text},
    )


def written(format_: Format, folder: Path, records: Iterable[Any], of: Dataset) -> Path:
    """Write records as a release does, and return the file."""
    path = folder / format_.file_of(of.code)
    with format_.write(of, path) as add:
        for one in records:
            add(one)
    return path


def peak(format_: Format, folder: Path, count: int) -> int:
    """Return the most memory, in bytes, that writing so many records takes."""
    tracemalloc.start()
    try:
        written(format_, folder, records(count), dataset())
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def votes() -> list[Vote]:
    """Return the answers of seven people in one square of 200 m, and of two in another."""
    began = datetime(2026, 7, 8, 15, 0, tzinfo=ZoneInfo("Europe/Paris"))
    told = PROTOCOLS["heat"].example
    crowd = [(n, timedelta(minutes=n), {**told, "sensation": 3 - n % 3}) for n in range(1, 8)]
    together = [Vote(n, 0.375 + n * 0.00001, 49.758, began + ago, said) for n, ago, said in crowd]
    return together + [Vote(n, 0.395, 49.748, began, told) for n in (8, 9)]
