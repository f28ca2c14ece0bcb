"""French tree schema « Arbres urbains » 0.3.1 (Natural Solutions): one line per single tree.

It has no column for a precision, so that only trees shown at their true place are in it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shapely import Point

from config.protocols.protocol import Protocol
from exports.facts import position
from exports.format import Add, Column, Format
from exports.records import Dataset, Record
from exports.spreadsheets import Cell, rows, table
from exports.trees import girth_height_cm, is_comparable, latin

SCHEMA = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
NAMES = [field["name"] for field in SCHEMA["fields"]]
FULL_DATE = len("1850-05-12")


def columns(_protocol: Protocol) -> Sequence[Column]:
    return [_column(field) for field in SCHEMA["fields"]]


def _column(field: Mapping[str, Any]) -> Column:
    words = field["type"] == "boolean"  # Oui and Non, where a data package expects true and false
    return Column(
        name=field["name"],
        type="string" if words else field["type"],
        title={"fr": field["title"], "en": field["title_en"]},
        unit=field.get("unit", ""),
        constraints={"enum": ["Oui", "Non"]} if words else field.get("constraints", {}),
    )


@contextmanager
def write(dataset: Dataset, path: Path) -> Iterator[Add]:
    with table(path, NAMES, delimiter=";") as add_row:

        def add(record: Record) -> None:
            if _is_single(record):
                told = {**position(record), **_names(record), **_tree(record, dataset)}
                add_row(told.get(name) for name in NAMES)

        yield add


def _is_single(record: Record) -> bool:
    single = record.answers.get("category", "single") == "single"
    is_there = record.gone_on is None  # the schema has no word for a tree that was felled
    return single and is_there and record.precision == "exact" and isinstance(record.place, Point)


def _names(record: Record) -> dict[str, Cell]:
    genus, epithet, below = latin(record.held)
    return {
        "famille": record.taxon and record.taxon.family,
        "genre": genus,
        "espece": epithet,
        "cultivar_variete": below,
        "nom_vernaculaire": record.held and record.held.vernacular,
    }


def _tree(record: Record, dataset: Dataset) -> dict[str, Cell]:
    planted = record.answers.get("planted_on") or ""
    return {
        "id": record.number,
        "date_releve": record.last_day if record.first_day == record.last_day else None,
        "code_insee": record.territory and record.territory.code,
        "matricule": record.origin,
        "date_plantation": planted if len(planted) == FULL_DATE else None,
        **_measures(record, dataset),
        "diametre_couronne": record.answers.get("crown_diameter_m"),  # in metres, alone
        "remarquable": "Oui" if _is_notable(record) else None,
        "remarque": " ".join(_remarks(record, dataset)),
    }


def _measures(record: Record, dataset: Dataset) -> dict[str, Cell]:
    told = dataset.asked(record).terms("tree_schema", record.answers)
    if not is_comparable(record.answers):
        told.pop("circonference", None)
    return told


def _is_notable(record: Record) -> bool:
    """Whether the town holds it notable: its moderators are certain, and kept a reason why.

    Never Non: what the town did not decide, it did not deny.
    """
    return record.level == 1 and bool(record.answers.get("criteria"))


def _remarks(record: Record, dataset: Dataset) -> Iterator[str]:
    """Say at what height the girth was taken: the schema wants 150 cm, everyone else 130."""
    girth = record.answers.get("girth_cm")
    if girth is not None:
        how = "estimée" if record.answers.get("girth_method") == "estimated" else "mesurée"
        height = girth_height_cm(record.answers)
        yield f"Circonférence de {girth:g} cm {how} à {height:g} cm du sol."
    if record.is_demonstration or dataset.is_demonstration:
        yield "Donnée de démonstration : ne pas utiliser."


FORMAT = Format(
    file="arbres.csv",
    title={"fr": "Schéma national de l'arbre", "en": "French tree schema"},
    media_type="text/csv",
    write=write,
    count=rows,
    standard="tree_schema",
    columns=columns,
    delimiter=";",
)
