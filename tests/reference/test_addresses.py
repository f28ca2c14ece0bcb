"""Addresses are found as people type them, among those that were imported."""

import gzip
import json

import pytest
from sqlalchemy import select

from reference.addresses import store
from reference.addresses.rules import Typed, understood
from reference.addresses.tables import Street
from tests.conftest import engine
from tests.guards.test_engines import plan
from tests.reference.ban import ban, found, kept, lines


def test_only_the_town_s_addresses_come_in_and_the_others_when_asked_for(
    bring_addresses, addresses
):
    answer = bring_addresses(addresses, "--json")
    assert answer.exit_code == 0, answer.stderr
    assert json.loads(answer.stdout) == {"communes": ["76259"], "rows": 12, "streets": 5}
    assert kept() == {"76259": 12}
    assert bring_addresses(addresses, "--commune", "76754").exit_code == 0
    assert kept() == {"76259": 12, "76754": 1}


def test_an_address_is_told_with_its_place_its_commune_and_its_kind(
    bring_addresses, addresses, anyone
):
    bring_addresses(addresses)
    assert found(anyone, "12 rue de la mer")[0] == {
        "kind": "housenumber", "label": "12 Rue de la Mer 76400 Fécamp", "lon": 0.37,
        "lat": 49.7502, "commune": "76259", "city": "Fécamp", "postcode": "76400",
    }  # fmt: skip
    (street,) = found(anyone, "place du general")
    assert (street["kind"], street["label"]) == ("street", "Place du Général Leclerc 76400 Fécamp")
    assert (street["lon"], street["lat"]) == (0.373, 49.75005)


TYPED = [
    ("12 rue de la mer", "12 Rue de la Mer 76400 Fécamp"),
    ("rue de la mer 12", "12 Rue de la Mer 76400 Fécamp"),
    ("12, RUE DE LA MÈR, 76400 Fécamp", "12 Rue de la Mer 76400 Fécamp"),
    ("12 mer", "12 Rue de la Mer 76400 Fécamp"),
    ("mer fec 14", "14 Rue de la Mer 76400 Fécamp"),
    ("12bis rue de la mer", "12 bis Rue de la Mer 76400 Fécamp"),
    ("12 bis rue de la mer", "12 bis Rue de la Mer 76400 Fécamp"),
    ("12 b rue de la mer", "12 bis Rue de la Mer 76400 Fécamp"),
    ("rue de la mer 12 ter", "12 ter Rue de la Mer 76400 Fécamp"),
    ("rue mer", "Rue de la Mer 76400 Fécamp"),
    ("mer rue", "Rue de la Mer 76400 Fécamp"),
    ("11 nov", "11 Rue du 11 Novembre 1918 76400 Fécamp"),
    ("rue du 11 novembre 1918", "Rue du 11 Novembre 1918 76400 Fécamp"),
    ("3 rue du 11 novembre", "3 Rue du 11 Novembre 1918 76400 Fécamp"),
    ("lorrain jean", "Avenue Jean Lorrain 76400 Fécamp"),
    ("general leclerc 8", "8 Place du Général Leclerc 76400 Fécamp"),
    ("1 chemin de l oeuvre", "1 Chemin de l'Œuvre 76400 Fécamp"),
    ("99 avenue jean lorrain", None),
    ("rue de l'inconnu", None),
    ("%", None),
    ("_er", None),
]


@pytest.mark.parametrize(("typed", "first"), TYPED)
def test_an_address_is_found_as_people_type_it(bring_addresses, addresses, anyone, typed, first):
    bring_addresses(addresses)
    labels = [one["label"] for one in found(anyone, typed)]
    assert labels[:1] == ([first] if first else [])


def test_the_words_may_name_the_commune(bring_addresses, addresses, anyone):
    bring_addresses(addresses, "--commune", "76259", "--commune", "76754")
    assert [one["city"] for one in found(anyone, "rue de la mer")] == ["Fécamp", "Yport"]
    assert [one["label"] for one in found(anyone, "1 mer yport")] == ["1 Rue de la Mer 76111 Yport"]
    assert [one["city"] for one in found(anyone, "mer 76111")] == ["Yport"]


def test_what_is_asked_is_bounded(bring_addresses, addresses, anyone):
    bring_addresses(addresses)
    assert len(found(anyone, "rue", limit=1)) == 1
    for query in ({}, {"q": ""}, {"q": "x" * 201}, {"q": "rue", "limit": 21}, {"q": "a", "x": 1}):
        assert anyone.get("/api/v1/addresses", query_string=query).status_code == 422
    assert found(anyone, " ".join("abcdefghij")) == []
    assert [len(typed.words) for typed in understood("a " * 100)] == [12]


def test_what_is_typed_is_understood_in_every_way_it_may_be_meant():
    assert [*understood("12 bis rue A")] == [
        Typed(("rue", "a"), 12, "bis"),
        Typed(("bis", "rue", "a"), 12),
        Typed(("12", "bis", "rue", "a")),
    ]  # fmt: skip
    assert [*understood("76400")] == [Typed(("76400",))]
    assert [*understood("  ")] == []


def test_addresses_are_found_through_the_index(bring_addresses, addresses):
    bring_addresses(addresses)
    told = plan(store._matching(select(Street.id), Typed(("mer",))))
    if engine().dialect.name == "postgresql":
        assert "pk_street_word" in told
        assert "Index Cond" in told
    else:
        assert "SEARCH street_word USING" in told
        assert "word>? AND word<?" in told


def test_arrondissements_come_in_with_their_commune(bring_addresses, tmp_path):
    paris = {"code_postal": "75004", "code_insee": "75104", "nom_commune": "Paris"}
    row = {"numero": "1", "nom_voie": "Rue de Rivoli", **paris, "lon": "2.35", "lat": "48.85"}
    assert bring_addresses(ban(tmp_path / "75.csv", [row]), "--commune", "75056").exit_code == 0
    assert kept() == {"75104": 1}


def test_a_new_file_replaces_a_commune_whole_and_leaves_the_others(
    bring_addresses, addresses, tmp_path
):
    bring_addresses(addresses, "--commune", "76259", "--commune", "76754")
    fewer = ban(tmp_path / "b.csv", [row for row in lines() if row["numero"] == "14"])
    assert bring_addresses(fewer).exit_code == 0
    assert kept() == {"76259": 1, "76754": 1}


def test_a_packed_file_is_read_as_it_is_and_a_dry_run_keeps_nothing(
    bring_addresses, addresses, tmp_path
):
    packed = tmp_path / "a.csv.gz"
    packed.write_bytes(gzip.compress(addresses.read_bytes()))
    assert bring_addresses(packed, "--dry-run").exit_code == 0
    assert kept() == {}
    assert bring_addresses(packed).exit_code == 0
    assert kept() == {"76259": 12}


BAD = [
    ({"numero": "douze"}, "/numero"), ({"numero": ""}, "/numero"), ({"lon": "nan"}, "/lon"),
    ({"lon": ""}, "/lon"), ({"lat": "0.37", "lon": "49.75"}, "/lon"),
    ({"nom_voie": " "}, "/nom_voie"),
    ({"nom_voie": "x" * 300}, "/nom_voie"), ({"nom_commune": ""}, "/nom_commune"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "pointer"), BAD)
def test_a_bad_row_is_told_and_the_addresses_before_stay(
    bring_addresses, addresses, tmp_path, change, pointer
):
    bring_addresses(addresses)
    bad = [*lines()]
    bad[3] = bad[3] | change
    refused = bring_addresses(ban(tmp_path / "bad.csv", bad))
    assert refused.exit_code == 1
    assert f"row 5, {pointer}: " in refused.stderr
    assert kept() == {"76259": 12}
