"""The vocabularies of the standard: whole, in both languages, and told by the taxa they fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference.nomenclatures.rules import EDITION, NOMENCLATURES, Code, Scope, of_field

STATUSES = {"valid", "frozen", "unofficial"}
every_type = pytest.mark.parametrize("known", NOMENCLATURES.values(), ids=NOMENCLATURES)


def test_the_whole_of_the_national_vocabularies_is_there():
    assert EDITION.codes == 369
    assert len(NOMENCLATURES) == 43


@every_type
def test_a_type_has_codes_each_told_in_french(known):
    assert known.codes
    for code, told in known.codes.items():
        assert told.code == code
        assert told.label["fr"].strip()
        assert told.status in STATUSES
        assert set(told.label) <= {"fr", "en"}


def test_what_was_frozen_is_still_read_and_no_more_written():
    biological = NOMENCLATURES["STATUT_BIO"]
    assert biological.codes["11"].status == "frozen"
    assert "11" not in biological.in_force
    assert biological.in_force == ["0", "1", "2", "3", "4", "5", "9", "13"]


def test_a_field_of_the_standard_finds_its_nomenclature():
    assert of_field("occStadeDeVie").type == "STADE_VIE"
    assert of_field("typeInfoGeoCommune").type == "TYP_INF_GEO"
    assert of_field("nomCite") is None


@pytest.mark.parametrize(
    ("code", "kingdom", "group", "fits"),
    [
        ("8", "Animalia", "Amphibiens", True),  # a tadpole
        ("8", "Animalia", "Oiseaux", False),
        ("8", "Plantae", "", False),
        ("20", "Plantae", "Angiospermes", True),  # a seed, of any plant
        ("20", "Animalia", "", False),
        ("0", "Fungi", "Autres", True),  # unknown
        ("21", "Plantae", "", True),  # a thallus: nobody said of what
    ],
)
def test_a_code_fits_the_taxa_it_is_known_for(code, kingdom, group, fits):
    assert NOMENCLATURES["STADE_VIE"].codes[code].fits(kingdom, group) is fits


words = st.sampled_from(["", "Animalia", "Plantae", "Oiseaux"])
scopes = st.lists(st.builds(Scope, words, words), max_size=4).map(tuple)


@given(scopes, words, words)
def test_asking_for_less_never_finds_less(held, kingdom, group):
    code = Code("1", "1", {"fr": "un"}, "", "valid", held)
    if code.fits(kingdom, group):
        assert code.fits(kingdom) and code.fits("", group) and code.fits()


def test_anyone_lists_the_types(anyone):
    told = anyone.get("/api/v1/nomenclatures").json
    assert len(told["items"]) == 43
    assert told["next"] is None
    assert "PatriNat" in told["source"]
    stage = next(one for one in told["items"] if one["type"] == "STADE_VIE")
    assert stage["codes"] == 28
    assert stage["field"] == "occStadeDeVie"


def test_anyone_reads_a_type_in_their_language(anyone):
    french = anyone.get("/api/v1/nomenclatures/STADE_VIE").json["items"][8]
    assert (french["code"], french["label"]) == ("8", "Têtard")
    english = anyone.get("/api/v1/nomenclatures/STADE_VIE?lang=en").json["items"][8]
    assert (english["label"], english["label_fr"]) == ("Tadpole", "Têtard")


def test_what_has_no_honest_english_stays_french(anyone):
    told = anyone.get("/api/v1/nomenclatures/TYP_EN?lang=en").json["items"]
    assert {one["label"] for one in told} >= {"ZNIEFF1", "PNR"}


def test_the_codes_that_fit_a_group_are_told_alone(anyone):
    address = "/api/v1/nomenclatures/STADE_VIE?kingdom=Animalia&group=Amphibiens"
    told = {one["code"] for one in anyone.get(address).json["items"]}
    assert "8" in told
    assert told.isdisjoint({"20", "7", "17"})
    assert {"kingdom": "Animalia", "group": "Amphibiens"} in [
        fits for one in anyone.get(address).json["items"] for fits in one["fits"]
    ]


def test_an_unknown_type_is_refused_in_words(anyone):
    answer = anyone.get("/api/v1/nomenclatures/POIDS")
    assert (answer.status_code, answer.json["type"]) == (404, "/problems/unknown-nomenclature")


def test_what_the_api_does_not_know_is_refused(anyone):
    assert anyone.get("/api/v1/nomenclatures/SEXE?groupe=Oiseaux").status_code == 422
