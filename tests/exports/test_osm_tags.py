"""Trees in the words of OpenStreetMap: what Osmose and JOSM are known to refuse is not said."""

from datetime import date
from typing import Any

import pytest

from config.protocols import PROTOCOLS
from exports.osm_tags import fits, tags
from exports.records import Record
from tests.exports.formats.examples import (
    GROVE,
    KANZAN,
    LIME_WALK,
    OAK,
    blurred,
    dataset,
    record,
)

TREE = PROTOCOLS["tree"].example
ROW = {"category": "alignment", "height_m": 15, "tree_count": "10-30", "species_count": "1"}


def told(changes: dict[str, Any] | None = None, **answers: Any) -> dict[str, str]:
    """The tags of the example tree with other answers, or with other fields."""
    return tags(record(**{"answers": {**TREE, **answers}} | (changes or {})), dataset())


def test_the_example_tree_is_tagged_as_mappers_do() -> None:
    assert told() == {
        "natural": "tree",
        "circumference": "4.15",
        "height": "22",
        "diameter_crown": "18",
        "start_date": "1850",
        "species": "Quercus robur",
        "species:fr": "Chêne pédonculé",
        "ref:FR:Fecamp:brindille": "5f0c1f8e-9d3a-4b7c-8e21-000000000001",
        "check_date": "2026-05-17",
    }


@pytest.mark.parametrize(
    ("left_out", "reason"),
    [
        (blurred("commune"), "its place is not the true one"),
        (record(precision="cell"), "its place is not the true one"),
        (record(place=None), "it has no place"),
        (record(position_source="gps", uncertainty_m=12), "a phone under its crown was off"),
        (record(position_source="gps", uncertainty_m=None), "nobody knows by how much"),
        (record(position_source="address", uncertainty_m=50), "an address is not a trunk"),
        (record(licence="CC-BY-4.0"), "OpenStreetMap needs a waiver for it"),
        (record(is_demonstration=True), "it does not exist"),
        (record(place=GROVE), "a tree is a point"),
        (record(place=GROVE, answers={"category": "wooded-area"}), "woods are a mapper's to draw"),
        (record(answers=ROW), "a row is a line"),
    ],
)
def test_what_a_mapper_could_not_use_is_left_out(left_out: Record, reason: str) -> None:
    assert not fits(left_out), reason


@pytest.mark.parametrize(
    "kept",
    [
        record(position_source="gps", uncertainty_m=5),
        record(position_source="map", uncertainty_m=10),
        record(position_source="inventory", uncertainty_m=None),
        record(licence="CC0-1.0"),
        record(place=LIME_WALK, answers=ROW),
    ],
)
def test_what_is_known_to_the_trunk_is_kept(kept: Record) -> None:
    assert fits(kept)


@pytest.mark.parametrize(
    ("name", "rank", "expected"),
    [
        ("Quercus robur", "ES", {"species": "Quercus robur"}),
        ("Platanus x hispanica", "ES", {"species": "Platanus × hispanica"}),
        (
            "Pinus nigra subsp. laricio",
            "SSES",
            {"species": "Pinus nigra", "taxon": "Pinus nigra subsp. laricio"},
        ),
        ("x Cuprocyparis leylandii", "ES", {"species": "× Cuprocyparis leylandii"}),
        ("Tilia", "GN", {"genus": "Tilia"}),
        ("x Cuprocyparis", "GN", {"genus": "× Cuprocyparis"}),
        ("Fagaceae", "FM", {}),
        ("Quercus sect. Cerris", "SC", {}),
        (
            "Rubus fruticosus aggr.",
            "AGES",
            {"species": "Rubus fruticosus", "taxon": "Rubus fruticosus aggr."},
        ),
    ],
)
def test_a_latin_name_is_told_by_its_rank(name: str, rank: str, expected: dict[str, str]) -> None:
    found = told({"taxon": OAK._replace(name=name, rank=rank, vernacular="")})

    keys = {"species", "genus", "taxon"}
    assert {key: value for key, value in found.items() if key in keys} == expected


def test_without_a_name_there_is_no_species() -> None:
    assert not {"species", "genus", "species:fr"} & told({"taxon": None}).keys()


@pytest.mark.parametrize(
    ("answers", "circumference"),
    [
        ({"girth_height_cm": 100}, "4.15"),
        ({"girth_height_cm": 150}, "4.15"),
        ({"girth_height_cm": None}, "4.15"),
        ({"girth_height_cm": 40}, None),
        ({"girth_height_cm": 180}, None),
        ({"girth_method": "estimated"}, None),
        ({"girth_cm": 62.5}, "0.625"),
    ],
)
def test_only_a_girth_taped_at_breast_height_is_told(
    answers: dict[str, Any], circumference: str | None
) -> None:
    assert told(**answers).get("circumference") == circumference


@pytest.mark.parametrize("proper", ["Chêne de la Liberté", "Le Gros Chêne", "Jupiter"])
def test_a_proper_name_is_told(proper: str) -> None:
    assert told(tree_name=proper)["name"] == proper


@pytest.mark.parametrize(
    "common", ["Arbre", "tree", "chablis ouvert", "Grosse branche", "chêne", "CHENE PEDONCULE"]
)
def test_a_common_name_is_not_a_name(common: str) -> None:
    assert "name" not in told(tree_name=common)


@pytest.mark.parametrize("day", ["1850", "1850-11", "1850-11-25"])
def test_a_planting_date_keeps_its_precision(day: str) -> None:
    assert told(planted_on=day)["start_date"] == day


@pytest.mark.parametrize("day", ["vers 1850", "XVIII", "0000", "9999", "1850-13"])
def test_a_date_osmose_would_refuse_is_left_out(day: str) -> None:
    assert "start_date" not in told(planted_on=day)


def test_a_day_that_is_not_known_is_not_a_check() -> None:
    assert "check_date" not in told({"first_day": date(2026, 1, 1)})


@pytest.mark.parametrize(
    ("town", "key"),
    [
        ("Fécamp", "ref:FR:Fecamp:brindille"),
        ("Les Ponts-de-Cé", "ref:FR:Les_Ponts_De_Ce:brindille"),
    ],
)
def test_a_reference_names_the_town_in_plain_letters(town: str, key: str) -> None:
    assert key in tags(record(), dataset(town_name=town))


def test_nothing_a_resident_thinks_becomes_a_denotation() -> None:
    assert not {"denotation", "protected", "leaf_type", "image"} & told(criteria=["age"]).keys()


def test_a_row_of_several_species_has_none() -> None:
    assert "species" not in tags(record(answers={**ROW, "species_count": "2-3"}), dataset())


def test_a_cultivar_is_a_taxon_of_its_species() -> None:
    bred = told({"ornamental": KANZAN, "taxon": OAK})
    assert bred["species"] == "Prunus serrulata"
    assert bred["taxon"] == "Prunus serrulata 'Kanzan'"
    assert "species:fr" not in bred  # that of its kin would be another plant's
    apple = KANZAN._replace(name="Malus 'Evereste'", genus="Malus", epithet="", cultivar="Evereste")
    bred = told({"ornamental": apple, "taxon": None})
    assert (bred["genus"], bred["taxon"]) == ("Malus", "Malus 'Evereste'")
    assert "species" not in bred
