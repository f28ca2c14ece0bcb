"""Names are found however they are written, and told as TAXREF writes them."""

import pytest

from config.database import reading
from config.words import folded
from reference.taxa import store
from reference.taxa.rules import (
    GROUPS,
    first_vernacular,
    group_told,
    scientific_name,
)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Chêne pédonculé", "chene pedoncule"),
        ("CHE\u0302NE", "chene"),  # decomposed, as a Mac types it
        ("Œdipode bleue", "oedipode bleue"),
        ("Platanus × hispanica", "platanus x hispanica"),
        ("Platanus ×hispanica", "platanus x hispanica"),
        ("  Rouge-gorge  ", "rouge gorge"),
        ("Galle de l’églantier", "galle de l eglantier"),
        ("Straße", "strasse"),
        ("%_\\*", ""),
        ("", ""),
    ],
)
def test_a_name_is_folded_to_plain_words(name, plain):
    assert folded(name) == plain
    assert folded(folded(name)) == folded(name)


@pytest.mark.parametrize(
    ("genus", "epithet", "name"),
    [
        ("Quercus", "robur", "Quercus robur"),
        ("Platanus", "x hispanica", "Platanus x hispanica"),
        ("Tamarix", "n. sp.", "Tamarix"),
        ("Tamarix", "sp.", "Tamarix"),
        ("Tamarix", "spp", "Tamarix"),
        ("Tamarix ", " ", "Tamarix"),
        ("Prunus", "spinosa", "Prunus spinosa"),  # it begins like « sp. »
    ],
)
def test_an_unnamed_species_is_its_genus(genus, epithet, name):
    assert scientific_name(genus, epithet) == name


def test_only_the_first_of_several_vernaculars_is_shown():
    assert first_vernacular("Chêne pédonculé, Gravelin") == "Chêne pédonculé"
    assert first_vernacular("") == ""


def test_a_group_told_by_a_resident_is_one_of_taxref(app):
    with reading() as session:
        known = {row.group for row in session.query(store.Taxon).all()}
    assert set(GROUPS.values()) <= known
    assert group_told({"group": "bird"}) == "Oiseaux"
    for told in ({}, {"group": "unknown"}, {"group": 3}, {"group": ["bird"]}, [], None, "bird"):
        assert group_told(told) == ""


def found(anyone, **query):
    return anyone.get("/api/v1/taxa", query_string=query).json["items"]


@pytest.mark.parametrize("asked", ["rougegorge", "Rougegorge familier", "ERITHACUS", "rub eri"])
def test_a_name_is_found_by_the_beginnings_of_its_words(anyone, asked):
    (taxon,) = [one for one in found(anyone, q=asked, limit=100) if one["cd_nom"] == 4001]
    assert taxon == {
        "cd_nom": 4001,
        "cd_ref": 4001,
        "name": "Erithacus rubecula",
        "vernacular": "Rougegorge familier",
        "rank": "ES",
        "group": "Oiseaux",
        "matched": taxon["matched"],
    }


def test_an_oak_is_found_first_among_those_that_are_named_after_oaks(anyone):
    names = [one["name"] for one in found(anyone, q="chêne")]
    assert names[0] == "Quercus"
    assert all(name.startswith("Quercus") for name in names[:4])


def test_what_was_recognised_is_told(anyone):
    told = {one["cd_nom"]: one["matched"] for one in found(anyone, q="gravelin")}
    assert told[116759] == "Gravelin"


@pytest.mark.parametrize("asked", ["%", "_", "\\", "'", '"; DROP TABLE taxon;--', "¿?", "zzzzz"])
def test_what_is_no_name_finds_nothing(anyone, asked):
    assert found(anyone, q=asked) == []


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "a" * 101}, {"q": "a", "limit": 101}])
def test_a_search_that_asks_for_nothing_or_too_much_is_refused(anyone, query):
    answer = anyone.get("/api/v1/taxa", query_string=query)
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/invalid-content")


def test_a_synonym_leads_to_the_valid_name(anyone):
    (birch,) = [one for one in found(anyone, q="Betula alba") if one["name"] == "Betula alba"]
    assert birch["cd_ref"] == 85904 != birch["cd_nom"]
    assert anyone.get(f"/api/v1/taxa/{birch['cd_ref']}").json["name"] == "Betula pubescens"


@pytest.mark.parametrize("number", [999_999_999, 2**31, 2**63, 10**30])
def test_an_unknown_number_is_told(anyone, number):
    answer = anyone.get(f"/api/v1/taxa/{number}")
    assert (answer.status_code, answer.json["type"]) == (404, "/problems/unknown-taxon")


@pytest.mark.parametrize(
    "written",
    ["Platanus x hispanica", "Platanus × hispanica", "Platanus ×hispanica"],
)
def test_an_inventory_s_name_is_matched_however_the_cross_is_written(app, written):
    with reading() as session:
        taxon = store.named(session, written)
    assert taxon is not None
    assert taxon.cd_nom == 114024


def test_an_inventory_s_name_is_matched_wholly_or_not_at_all(app):
    with reading() as session:
        assert store.named(session, "Quercus robur").cd_nom == 116759
        assert store.named(session, "Quercus") is not None
        for unknown in ("quercus robur", "Quercus rob", "Quercus robur L., 1753", ""):
            assert store.named(session, unknown) is None
