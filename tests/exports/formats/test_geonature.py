"""geonature.csv: what GeoNature's import asks of a file, and the same facts as sinp.csv."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from exports.formats import FORMATS
from exports.formats.geonature import SOURCES
from exports.records import Record
from tests.exports.formats.examples import (
    FECAMP,
    blurred,
    dataset,
    motley,
    peak,
    record,
    records,
    written,
)

Line = dict[str, str]
GEOREFERENCES = ("geometrie_wkt_4326", "codecommune", "codemaille", "codedepartement")
# The fields GeoNature never does without, by the columns its own mapping takes them from.
MANDATORY = ("date_debut", "observateurs", "nom_cite", "cd_nom")


def lines(folder: Path, found: Iterable[Record], name: str = "geonature") -> list[Line]:
    path = written(FORMATS[name], folder, found, dataset())
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=FORMATS[name].delimiter))


@pytest.mark.parametrize("count", [0, 3, 1000])
def test_every_record_of_a_taxon_is_a_line(tmp_path: Path, count: int) -> None:
    assert len(lines(tmp_path, records(count))) == count
    assert FORMATS["geonature"].count(tmp_path / "geonature.csv") == count


def test_each_line_has_what_geonature_asks_and_one_georeference(tmp_path: Path) -> None:
    told = lines(tmp_path, motley())

    assert len(told) > 30
    for line in told:
        assert all(line[name] for name in MANDATORY)
        assert sum(bool(line[name]) for name in GEOREFERENCES) == 1
        assert line["preuve_existante"] != "1" or line["preuve_numerique_url"]


def test_the_facts_are_those_of_sinp(tmp_path: Path) -> None:
    of_sinp = {line["idSINPOccTax"]: line for line in lines(tmp_path, motley(), "sinp")}
    made_otherwise = {*GEOREFERENCES, "additional_data", "date_creation", "date_modification"}

    for line in lines(tmp_path, motley()):
        same = of_sinp[line["uuid_perm_sinp"]]
        for name in SOURCES.keys() - made_otherwise:
            assert line[name] == same[SOURCES[name]], name
        assert same["dEEDateTransformation"].startswith(line["date_creation"])
        for name in GEOREFERENCES:
            assert line[name] in {"", same[SOURCES[name]]}


@pytest.mark.parametrize(
    ("precision", "left"),
    [("commune", "codecommune"), ("cell", "codemaille"), ("department", "codedepartement")],
)
def test_a_blurred_record_is_placed_by_its_area(tmp_path: Path, precision: str, left: str) -> None:
    careless = {"territory": FECAMP, "cell": "10kmL93E050N696", "origin": "arbre n° 12"}
    (told,) = lines(tmp_path, [blurred(precision, **careless)])

    assert [name for name in GEOREFERENCES if told[name]] == [left]
    assert told["floutage_dee"] == "OUI"
    assert told["precision_geographique"] == ""
    assert told["id_synthese"] == told["uuid_perm_sinp"]


def test_a_name_without_a_taxon_is_left_out(tmp_path: Path) -> None:
    assert lines(tmp_path, [record(taxon=None, cited_name="Paulownia")]) == []


def test_measures_are_told_by_their_terms(tmp_path: Path) -> None:
    (told,) = lines(tmp_path, [record()])

    assert 4.15 in json.loads(told["additional_data"]).values()
    assert (told["date_creation"], told["date_validation"]) == ("2026-05-20", "2026-05-20")


def test_memory_does_not_grow_with_the_records(tmp_path: Path) -> None:
    few, many = (peak(FORMATS["geonature"], tmp_path, count) for count in (1000, 5000))
    assert many - few < 500_000
