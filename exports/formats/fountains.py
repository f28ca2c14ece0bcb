"""French drinking-fountain schema 0.1.0 (datagouv/schema-fontaine-eau): one line per fountain.

It is written for protocols that speak it: `[tags.fountain_schema]`, its terms under the questions.
A line has all that the schema requires: what is not shown at its true place, what stands no more,
what no answer calls a fountain or leaves a required field unsaid, is not in it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shapely import Point

from config.protocols.protocol import Protocol
from exports.format import Add, Column, Format
from exports.records import Dataset, Record
from exports.spreadsheets import rows, table

STANDARD = "fountain_schema"
SCHEMA = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
NAMES = [field["name"] for field in SCHEMA["fields"]]
NEEDED = [one["name"] for one in SCHEMA["fields"] if one.get("constraints", {}).get("required")]
SAID = {"yes": "true", "no": "false"}


def columns(_protocol: Protocol) -> Sequence[Column]:
    return [_column(field) for field in SCHEMA["fields"]]


def _column(field: Mapping[str, Any]) -> Column:
    title = {"fr": field["title"], "en": field["title_en"]}
    return Column(field["name"], field["type"], title, "", field.get("constraints", {}))


@contextmanager
def write(dataset: Dataset, path: Path) -> Iterator[Add]:
    with table(path, NAMES) as add_row:

        def add(record: Record) -> None:
            told = {**_worded(record, dataset), **_place(record)}
            if all(told.get(name) is not None for name in NEEDED) and record.gone_on is None:
                add_row(told.get(name) for name in NAMES)

        yield add


def _worded(record: Record, dataset: Dataset) -> dict[str, Any]:
    """The answers in the words of the schema; yes and no as its tables write them."""
    told = dataset.asked(record).terms(STANDARD, record.answers)
    return {term: SAID.get(value, value) for term, value in told.items()}


def _place(record: Record) -> dict[str, Any]:
    point = record.place if record.precision == "exact" else None
    return {
        "id": str(record.uuid),
        "latitude": point.y if isinstance(point, Point) else None,
        "longitude": point.x if isinstance(point, Point) else None,
        "code_commune_insee": record.territory and record.territory.code,
    }


FORMAT = Format(
    file="fontaines.csv",
    title={"fr": "Schéma national des fontaines d'eau potable", "en": "French fountain schema"},
    media_type="text/csv",
    write=write,
    count=rows,
    standard=STANDARD,
    columns=columns,
)
