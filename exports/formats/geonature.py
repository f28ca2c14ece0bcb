"""The rows of sinp.csv for GeoNature's import: its names, one georeference, codes as they are.

A platform takes it with the mappings it has, « Synthese GeoNature » for the columns and
« Nomenclatures SINP (codes) » for what they hold. It wants a taxon of each line.
"""

import json
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from exports.format import Add, Column, Format
from exports.records import Dataset, Record
from exports.sinp_rows import COLUMNS as OF_SINP
from exports.sinp_rows import NAMES as SINP
from exports.sinp_rows import Row, is_occurrence, row
from exports.spreadsheets import rows, table

TOLD_BY = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
SOURCES: dict[str, str] = TOLD_BY["synthese"] | TOLD_BY["fields"]
# From the finest: GeoNature wants one, and takes the first of those it is given.
PLACES = ("geometrie_wkt_4326", "codecommune", "codemaille", "codedepartement")
DAY = len("2026-05-17")
INSTANTS = {"date_creation", "date_modification"}
MORE = "additional_data"


def _columns() -> list[Column]:
    known = {column.name: column for column in OF_SINP}
    told = {name: replace(known[source], name=name) for name, source in SOURCES.items()}
    told |= {name: replace(told[name], type="date") for name in INSTANTS}
    more = {"fr": "Les autres mesures, en JSON", "en": "Other measures, in JSON"}
    told[MORE] = replace(told[MORE], title=more)
    required = {**told["cd_nom"].constraints, "required": True}
    told["cd_nom"] = replace(told["cd_nom"], constraints=required)
    return [*told.values()]


COLUMNS = _columns()


def line(dataset: Dataset, record: Record) -> Row | None:
    """Tell one occurrence, if GeoNature may have it: one that has a taxon and a place."""
    told = row(dataset, record)
    if not is_occurrence(told) or "cdNom" not in told:
        return None
    renamed = {name: told.get(source, "") for name, source in SOURCES.items()}
    georeference = next(name for name in PLACES if renamed[name])
    return {
        **renamed,
        **{name: "" for name in PLACES if name != georeference},
        **{name: renamed[name][:DAY] for name in INSTANTS},
        MORE: _more(dataset, record),
    }


def _more(dataset: Dataset, record: Record) -> str:
    """What the standard has no column for: girths, heights, by their terms."""
    told = dataset.asked(record).terms("sinp", record.answers)
    more = {term: value for term, value in told.items() if term not in SINP}
    return json.dumps(more, ensure_ascii=False) if more else ""


@contextmanager
def write(dataset: Dataset, path: Path) -> Iterator[Add]:
    with table(path, SOURCES, delimiter=";") as add_row:

        def add(record: Record) -> None:
            if told := line(dataset, record):
                add_row(map(told.get, SOURCES))

        yield add


FORMAT = Format(
    file="geonature.csv",
    title={"fr": "Import de GeoNature", "en": "GeoNature import"},
    media_type="text/csv",
    write=write,
    count=rows,
    standard="sinp",
    columns=lambda _protocol: COLUMNS,
    delimiter=";",
)
