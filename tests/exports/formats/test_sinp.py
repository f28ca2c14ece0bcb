"""sinp.csv, judged by the checks of the national platforms."""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from exports.formats.sinp import FORMAT
from exports.records import Dataset, Photo, Record
from tests.exports.formats.examples import (
    FECAMP,
    GROVE,
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
from tests.exports.formats.sinp_checks import faults


def lines(folder: Path, found: Iterable[Record], of: Dataset | None = None) -> list[dict[str, str]]:
    path = written(FORMAT, folder, found, of or dataset())
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def line(folder: Path, of: Dataset | None = None, **changes: object) -> dict[str, str]:
    (told,) = lines(folder, [record(**changes)], of)
    return told


def test_every_line_passes_the_national_checks(tmp_path: Path) -> None:
    told = lines(tmp_path, motley())

    assert len(told) == len({one["idSINPOccTax"] for one in told}) == len(motley()) - 1
    assert [faults(one) for one in told if faults(one)] == []


@pytest.mark.parametrize(
    ("name", "value", "check"),
    [
        ("nomCite", "", 1101),
        ("dEEDateTransformation", "2026-05-20", 1104),
        ("occSexe", "9", 1105),
        ("nomCite", "x" * 256, 1107),
        ("nomCommune", "", 1200),
        ("sensiNiveau", "2", 1200),
        ("observateur", "Camille", 1200),
        ("valeurAttribut", "4.15", 1201),
        ("preuveExistante", "0", 1204),
        ("uRLPreuveNumerique", "photos/7f3a.jpg", 1205),
        ("geometrie", "", 1207),
        ("dateDebut", "2027-01-01", 1209),
    ],
)
def test_the_checks_see_faults(tmp_path: Path, name: str, value: str, check: int) -> None:
    assert check in faults(line(tmp_path) | {name: value})


@pytest.mark.parametrize(
    ("precision", "left"),
    [
        ("commune", {"codeCommune", "codeDepartement"}),
        ("cell", {"codeMaille", "codeDepartement"}),
        ("department", {"codeDepartement"}),
    ],
)
def test_a_blurred_record_tells_nothing_finer(
    tmp_path: Path, precision: str, left: set[str]
) -> None:
    careless = {"territory": FECAMP, "cell": "10kmL93E050N696", "origin": "arbre n° 12"}
    (told,) = lines(tmp_path, [blurred(precision, **careless)])

    places = {"geometrie", "codeCommune", "codeMaille", "codeDepartement", "precisionGeometrie"}
    assert {name for name in places if told[name]} == left
    assert told["dEEFloutage"] == "OUI"
    assert told["idOrigine"] == told["idSINPOccTax"]


def test_a_tree_that_nobody_named_is_not_an_occurrence(tmp_path: Path) -> None:
    assert lines(tmp_path, [record(taxon=None, cited_name=" \u200b")]) == []


def test_an_observation_without_any_place_is_not_sent(tmp_path: Path) -> None:
    assert lines(tmp_path, [record(place=None, territory=None, department="", cell="")]) == []


def test_the_commune_is_the_georeference_when_the_place_was_never_known(tmp_path: Path) -> None:
    told = line(tmp_path, place=None)
    assert (told["typeInfoGeoCommune"], told["typeInfoGeoMaille"]) == ("1", "2")
    assert (told["dEEFloutage"], told["geometrie"]) == ("NON", "")


def test_a_name_that_nobody_confirmed_has_no_code(tmp_path: Path) -> None:
    told = line(tmp_path, taxon=None, cited_name="Paulownia")
    assert (told["nomCite"], told["cdNom"], told["determinateur"]) == ("Paulownia", "", "")


def test_a_taxon_that_the_observer_did_not_name_was_unknown_to_them(tmp_path: Path) -> None:
    told = line(tmp_path, cited_name="", observer="")
    assert (told["nomCite"], told["cdNom"]) == ("Inconnu", str(OAK.cd_nom))
    assert told["observateur"] == "INCONNU (Indépendant)"
    assert told["validateur"] == "INCONNU (Ville de Fécamp)"


def test_a_line_or_an_area_holds_the_taxon_somewhere(tmp_path: Path) -> None:
    told = lines(tmp_path, [record(number=n, place=p) for n, p in enumerate((LIME_WALK, GROVE))])
    assert [one["natureObjetGeo"] for one in told] == ["In", "In"]
    assert told[0]["geometrie"].startswith("LINESTRING (0.371 49.757, ")


def test_a_day_that_is_not_known_is_an_interval(tmp_path: Path) -> None:
    told = line(tmp_path, first_day=date(2026, 1, 1), last_day=date(2026, 5, 31))
    assert (told["dateDebut"], told["dateFin"]) == ("2026-01-01", "2026-05-31")


def test_girth_and_height_are_additional_attributes_in_metres(tmp_path: Path) -> None:
    told = line(tmp_path)
    assert told["nomAttribut"].split(",") == ["circonference", "hauteur"]
    assert [float(value) for value in told["valeurAttribut"].split(",")] == [4.15, 22]
    assert (told["uniteAttribut"], told["typeAttribut"]) == ("m,m", "QTA,QTA")


@pytest.mark.parametrize(
    ("answers", "count"),
    [
        ({"count": 3, "count_method": "estimated"}, ("3", "3", "IND", "Es")),
        ({"count": 100_000.0}, ("100000", "100000", "IND", "NSP")),
        ({"count_method": "counted"}, ("", "", "", "")),
    ],
)
def test_birds_are_counted_or_not(
    tmp_path: Path, answers: dict[str, object], count: tuple[str, ...]
) -> None:
    told = line(tmp_path, dataset("biodiversity"), answers={**answers, "contact": "heard"})
    names = ("denombrementMin", "denombrementMax", "objetDenombrement", "typeDenombrement")
    assert tuple(told[name] for name in names) == count
    assert told["obsTechnique"] == "1"
    assert faults(told) == set()


def test_a_sensitive_record_tells_who_set_it_and_when(tmp_path: Path) -> None:
    told = lines(tmp_path, [blurred("cell", sensitivity_set_on=None)])[0]
    assert told["sensiDateAttribution"] == "2026-05-20T00:00:00+00:00"
    assert (told["sensiNiveau"], told["diffusionNiveauPrecision"]) == ("2", "")


def test_a_private_place_is_blurred_without_being_sensitive(tmp_path: Path) -> None:
    told = lines(tmp_path, [blurred("commune", sensitivity=0)])[0]
    assert (told["sensiNiveau"], told["diffusionNiveauPrecision"]) == ("0", "1")
    assert faults(told) == set()


def test_a_change_never_precedes_the_occurrence(tmp_path: Path) -> None:
    told = line(tmp_path, decided_on=date(2026, 5, 20), changed_on=date(2026, 5, 19))
    assert told["dEEDateDerniereModification"] == told["dEEDateTransformation"]


def test_a_photo_that_the_web_cannot_reach_is_no_proof(tmp_path: Path) -> None:
    told = line(tmp_path, photos=(Photo("file:///7f3a.jpg", "image/jpeg", "etalab-2.0"),))
    assert (told["preuveExistante"], told["uRLPreuveNumerique"]) == ("0", "")


def test_demonstration_data_say_so(tmp_path: Path) -> None:
    assert "ne pas transmettre" in line(tmp_path, is_demonstration=True)["commentaire"]


def test_no_text_of_a_resident_runs_in_a_spreadsheet(tmp_path: Path) -> None:
    hostile = (record(number=n, cited_name=t, observer=t) for n, t in enumerate(hostile_texts()))
    for told in lines(tmp_path, hostile):
        for name in ("nomCite", "observateur"):
            assert not told[name].startswith(tuple("=+@")), told[name]
            assert told[name].isprintable()


@pytest.mark.parametrize("count", [0, 3, 1000])
def test_every_record_has_its_line_and_the_same_records_the_same_bytes(
    tmp_path: Path, count: int
) -> None:
    assert len(lines(tmp_path, records(count))) == count
    first = (tmp_path / "sinp.csv").read_bytes()
    assert written(FORMAT, tmp_path, records(count), dataset()).read_bytes() == first


def test_memory_does_not_grow_with_the_records(tmp_path: Path) -> None:
    peak(FORMAT, tmp_path, 10)
    assert peak(FORMAT, tmp_path, 2000) < peak(FORMAT, tmp_path, 200) + 500_000
