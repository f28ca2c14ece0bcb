"""The national tree table, judged by frictionless with the schema we ship."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from frictionless import Resource, Schema

from config.protocols import PROTOCOLS
from exports.formats import tree_schema
from exports.formats.tree_schema import FORMAT
from tests.exports.formats.examples import (
    GROVE,
    KANZAN,
    LIME_WALK,
    OAK,
    blurred,
    dataset,
    motley,
    peak,
    record,
    records,
    written,
)
from tests.exports.formats.hostile_texts import hostile_texts

TREE = PROTOCOLS["tree"]
SHIPPED = Path(tree_schema.__file__).with_suffix(".json")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def row(tmp_path: Path, changes: dict[str, Any] | None = None, **answers: Any) -> dict[str, str]:
    shown = record(**{"answers": {**TREE.example, **answers}} | (changes or {}))
    (found,) = read(written(FORMAT, tmp_path, [shown], dataset()))
    return found


def judged(path: Path) -> Any:
    schema = Schema.from_descriptor(str(SHIPPED.name), basepath=str(SHIPPED.parent))
    return Resource(path=path.name, basepath=str(path.parent), schema=schema).validate()


@pytest.mark.parametrize("count", [0, 3, 1000])
def test_every_tree_is_a_line(tmp_path: Path, count: int) -> None:
    assert len(read(written(FORMAT, tmp_path, records(count), dataset()))) == count


def test_frictionless_accepts_the_table_with_the_schema_shipped(tmp_path: Path) -> None:
    report = judged(written(FORMAT, tmp_path, motley(), dataset()))

    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])


def test_frictionless_accepts_the_table_with_the_columns_told(tmp_path: Path) -> None:
    path = written(FORMAT, tmp_path, records(3), dataset())
    columns = FORMAT.columns(TREE)
    fields = [{"name": c.name, "type": c.type, "constraints": dict(c.constraints)} for c in columns]
    schema = Schema.from_descriptor({"fields": fields})

    assert Resource(path=path.name, basepath=str(tmp_path), schema=schema).validate().valid


def test_the_table_is_cut_at_semicolons_with_all_its_columns(tmp_path: Path) -> None:
    content = written(FORMAT, tmp_path, [], dataset()).read_text(encoding="utf-8")

    assert content.rstrip().split(";") == [column.name for column in FORMAT.columns(TREE)]
    assert FORMAT.delimiter == ";"


def test_the_example_tree_is_told_in_the_units_of_the_schema(tmp_path: Path) -> None:
    assert {name: text for name, text in row(tmp_path).items() if text} == {
        "id": "1",
        "longitude": "0.374612",
        "latitude": "49.758345",
        "date_releve": "2026-05-17",
        "famille": "Fagaceae",
        "genre": "Quercus",
        "espece": "robur",
        "nom_vernaculaire": "Chêne pédonculé",
        "code_insee": "76259",
        "stade_developpement": "Mature",
        "hauteur": "2200",
        "circonference": "415",
        "diametre_couronne": "18",
        "remarquable": "Oui",
        "remarque": "Circonférence de 415 cm mesurée à 130 cm du sol.",
    }


@pytest.mark.parametrize(
    "left_out",
    [
        record(place=LIME_WALK, answers={"category": "alignment"}),
        record(place=GROVE, answers={"category": "wooded-area"}),
        record(answers={"category": "alignment"}),
        record(place=None),
        blurred("commune"),
        blurred("department"),
    ],
)
def test_only_single_trees_at_their_true_place_are_told(tmp_path: Path, left_out: Any) -> None:
    assert read(written(FORMAT, tmp_path, [left_out], dataset())) == []


def test_a_tree_without_a_name_has_neither_genus_nor_family(tmp_path: Path) -> None:
    found = row(tmp_path, {"taxon": None})

    assert (found["genre"], found["espece"], found["famille"], found["nom_vernaculaire"]) == (
        "",
    ) * 4


@pytest.mark.parametrize(
    ("answers", "girth", "remark"),
    [
        ({"girth_height_cm": None}, "415", "Circonférence de 415 cm mesurée à 130 cm du sol."),
        ({"girth_method": "estimated"}, "415", "Circonférence de 415 cm estimée à 130 cm du sol."),
        ({"girth_height_cm": 40}, "", "Circonférence de 415 cm mesurée à 40 cm du sol."),
        ({"girth_cm": None}, "", ""),
    ],
)
def test_a_girth_is_told_with_the_height_it_was_taken_at(
    tmp_path: Path, answers: dict[str, Any], girth: str, remark: str
) -> None:
    found = row(tmp_path, None, **answers)

    assert (found["circonference"], found["remarque"]) == (girth, remark)


@pytest.mark.parametrize(
    ("planted", "told"), [("1850", ""), ("1850-11", ""), ("1850-11-25", "1850-11-25")]
)
def test_a_day_of_planting_is_never_made_up(tmp_path: Path, planted: str, told: str) -> None:
    assert row(tmp_path, None, planted_on=planted)["date_plantation"] == told


def test_a_day_of_survey_is_never_made_up(tmp_path: Path) -> None:
    assert row(tmp_path, {"first_day": date(2026, 1, 1)})["date_releve"] == ""


@pytest.mark.parametrize(
    ("level", "criteria", "told"), [(1, ["age"], "Oui"), (2, ["age"], ""), (1, None, "")]
)
def test_only_a_certain_decision_with_a_reason_makes_a_tree_notable(
    tmp_path: Path, level: int, criteria: list[str] | None, told: str
) -> None:
    assert row(tmp_path, {"level": level, "answers": {"criteria": criteria}})["remarquable"] == told


def test_a_demonstration_says_so(tmp_path: Path) -> None:
    assert "démonstration" in row(tmp_path, {"is_demonstration": True})["remarque"]


def test_the_number_of_the_town_s_own_inventory_is_kept(tmp_path: Path) -> None:
    assert row(tmp_path, {"origin": "A20200525"})["matricule"] == "A20200525"


@pytest.mark.parametrize("text", hostile_texts())
def test_a_hostile_text_does_not_break_a_line(tmp_path: Path, text: str) -> None:
    found = row(tmp_path, {"origin": text, "taxon": OAK._replace(vernacular=text)})

    assert found["matricule"].replace("'", "") == text.replace("'", "")
    assert not found["matricule"].startswith(("=", "+", "@", "\t", "\r"))


def test_nothing_is_written_of_who_saw_it_or_why(tmp_path: Path) -> None:
    canaries = {"observer": "Canari", "cited_name": "Canari"}
    shown = record(**canaries, answers={**TREE.example, "story": "Canari", "tree_name": "Canari"})

    assert "Canari" not in written(FORMAT, tmp_path, [shown], dataset()).read_text(encoding="utf-8")


def test_the_same_records_make_the_same_bytes(tmp_path: Path) -> None:
    first = written(FORMAT, tmp_path, motley(), dataset()).read_bytes()
    second = written(FORMAT, tmp_path, motley(), dataset()).read_bytes()

    assert first == second


def test_memory_does_not_grow_with_the_records(tmp_path: Path) -> None:
    assert peak(FORMAT, tmp_path, 5000) - peak(FORMAT, tmp_path, 1000) < 500_000


def test_an_ornamental_fills_the_columns_of_its_name(tmp_path: Path) -> None:
    told = row(tmp_path, {"ornamental": KANZAN, "taxon": None})
    assert (told["genre"], told["espece"]) == ("Prunus", "serrulata")
    assert told["cultivar_variete"] == "'Kanzan'"
    assert (told["famille"], told["nom_vernaculaire"]) == ("", "")
