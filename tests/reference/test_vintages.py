"""Communes come in from official files: a vintage replaces another in one switch, or not at all."""

import numpy as np
import pytest
from pyproj import Transformer
from shapely import MultiPolygon, box, transform

from config.database import reading
from reference.territories import store
from tests.reference.vintages import (
    FIRST,
    SECOND,
    feature,
    found,
    geojson,
    geopackage,
    known,
    square,
    told,
)
from tests.sendings import new_id, sent


def test_communes_come_in_and_are_found_by_name_code_and_place(bring, two, anyone):
    assert told(bring(two, "--json")) == {
        "vintage": 2025, "rows": 2, "added": 2, "replaced": 0, "merged": {},
    }  # fmt: skip
    (here,) = found(anyone, lon=1.05, lat=50.05)
    assert here == {
        "kind": "commune", "code": FIRST, "name": "Ancre", "department": "76", "region": "28",
        "epci": "200000001", "vintage": 2025, "is_approximate": False, "former_codes": [],
    }  # fmt: skip
    assert [one["code"] for one in found(anyone, q="bouee")] == [SECOND]
    assert [one["code"] for one in found(anyone, q=SECOND)] == [SECOND]
    (group,) = found(anyone, q="les phares")
    assert (group["kind"], group["code"]) == ("epci", "200000001")
    with reading() as session:
        assert store.members(session, "200000001") == {FIRST, SECOND}


def test_a_town_s_true_outline_takes_the_place_of_the_built_in_one(bring, tmp_path, anyone):
    file = geojson(tmp_path / "f.geojson", feature("76259", "Fécamp", box(0.33, 49.72, 0.42, 49.8)))
    assert told(bring(file, "--json", vintage=2018))["replaced"] == 1
    (here,) = found(anyone, lon=0.34, lat=49.73)
    assert (here["code"], here["vintage"], here["is_approximate"]) == ("76259", 2018, False)


def test_a_dry_run_keeps_nothing(bring, two):
    assert told(bring(two, "--dry-run", "--json"))["rows"] == 2
    assert known() == set()


LAYOUTS = [
    {"INSEE_COM": FIRST, "NOM": "Ancre", "INSEE_REG": "28", "SIREN_EPCI": "200054781/217500016"},
    {"code_insee": FIRST, "nom_officiel": "Ancre", "codes_siren_des_epci": "200054781"},
    {"code": FIRST, "nom": "Ancre", "codeEpci": "200054781", "codeRegion": "28"},
    {"insee_com": FIRST, "nom_com": "Ancre", "code_epci": "200054781"},
]


@pytest.mark.parametrize("properties", LAYOUTS)
def test_each_layout_in_use_is_understood(bring, tmp_path, anyone, properties):
    one = feature("", "", square(0)) | {"properties": properties}
    told(bring(geojson(tmp_path / "one.geojson", one), "--json"))
    (here,) = found(anyone, q=FIRST)
    assert (here["name"], here["epci"], here["region"]) == ("Ancre", "200054781", "28")


def test_an_arrondissement_is_brought_in_under_its_own_code(bring, tmp_path, anyone):
    one = feature("", "", box(2.34, 48.84, 2.36, 48.87))
    one["properties"] = {"INSEE_ARM": "75104", "INSEE_COM": "75056", "NOM": "Paris 4e"}
    told(bring(geojson(tmp_path / "one.geojson", one), "--json"))
    here = found(anyone, lon=2.35, lat=48.85)
    assert [one["code"] for one in here] == ["75056", "75104"]


PROJECTED = [
    (2154, "urn:ogc:def:crs:EPSG::2154", square(0)),
    (2975, "EPSG:2975", box(55.4, -21.0, 55.5, -20.9)),
    (5490, "urn:ogc:def:crs:EPSG::5490", box(-61.7, 16.0, -61.6, 16.1)),
    (2972, "EPSG:2972", box(-52.4, 4.8, -52.3, 4.9)),
]


def in_metres(shape, epsg):
    way = Transformer.from_crs(4326, epsg, always_xy=True)
    return transform(shape, lambda xy: np.column_stack(way.transform(xy[:, 0], xy[:, 1])))


@pytest.mark.parametrize(("epsg", "named", "shape"), PROJECTED)
def test_a_file_in_a_legal_projection_is_brought_to_degrees(bring, tmp_path, epsg, named, shape):
    drawn = in_metres(shape, epsg)
    crs = {"crs": {"type": "name", "properties": {"name": named}}}
    as_json = geojson(tmp_path / "a.geojson", feature(FIRST, "Ancre", drawn), **crs)
    as_package = geopackage(tmp_path / "a.gpkg", [(SECOND, "Bouée", drawn)], epsg)
    for code, file in ((FIRST, as_json), (SECOND, as_package)):
        told(bring(file, "--json"))
        with reading() as session:
            kept = store.outline(session, code)
        assert kept.hausdorff_distance(shape) < 1e-8


def test_a_geopackage_comes_in_like_a_geojson(bring, tmp_path, anyone):
    rows = [(FIRST, "Ancre", square(0)), (SECOND, "Bouée", square(1))]
    layers = ("arrondissement", "commune", "canton")
    assert told(bring(geopackage(tmp_path / "a.gpkg", rows, layers=layers), "--json"))["rows"] == 2
    assert [one["code"] for one in found(anyone, lon=1.15, lat=50.05)] == [SECOND]
    several = geopackage(tmp_path / "b.gpkg", rows, layers=("a", "b"))
    refused = bring(several)
    assert refused.exit_code == 1
    assert "choose a layer: a, b" in refused.stderr
    assert told(bring(several, "--layer", "b", "--json"))["replaced"] == 2


def test_a_vintage_replaces_the_former_and_old_codes_lead_to_the_heir(bring, tmp_path, two, anyone):
    bring(two)
    merged = geojson(
        tmp_path / "b.geojson", feature(SECOND, "Bouée-sur-Ancre", box(1, 50, 1.2, 50.1))
    )
    assert told(bring(merged, "--json", vintage=2026))["merged"] == {FIRST: SECOND}
    for asked in (FIRST, "ancre", SECOND):
        (one,) = found(anyone, q=asked)
        assert (one["code"], one["former_codes"]) == (SECOND, [FIRST])
    assert [one["code"] for one in found(anyone, lon=1.05, lat=50.05)] == [SECOND]
    with reading() as session:
        assert store.members(session, FIRST) == store.members(session, SECOND) == {FIRST, SECOND}
        assert store.names(session, [FIRST]) == {FIRST: "Ancre"}  # observations keep their code
        assert store.outline(session, FIRST) is not None


def test_a_heir_that_goes_in_its_turn_takes_its_former_codes_along(bring, tmp_path, two, anyone):
    bring(two)
    third = feature("76903", "Cap", box(1, 50, 1.3, 50.1), codeEpci="200000009")
    second = feature(SECOND, "Bouée", box(1, 50, 1.2, 50.1))
    bring(geojson(tmp_path / "b.geojson", second), vintage=2026)
    bring(geojson(tmp_path / "c.geojson", third), vintage=2027)
    (one,) = found(anyone, q=FIRST)
    assert (one["code"], one["former_codes"]) == ("76903", [FIRST, SECOND])
    with reading() as session:
        assert store.members(session, "200000009") == {FIRST, SECOND, "76903"}


def test_a_commune_that_stands_again_is_a_former_one_no_more(bring, tmp_path, two, anyone):
    bring(two)
    bring(
        geojson(tmp_path / "b.geojson", feature(SECOND, "B", box(1, 50, 1.2, 50.1))), vintage=2026
    )
    bring(two, vintage=2027)
    (one,) = found(anyone, q=FIRST)
    assert (one["code"], one["former_codes"]) == (FIRST, [])
    assert found(anyone, q=SECOND)[0]["former_codes"] == []


def test_a_file_of_some_communes_leaves_the_others_in_force(bring, tmp_path, two):
    bring(two)
    one = geojson(tmp_path / "one.geojson", feature(SECOND, "Bouée", square(1)))
    assert told(bring(one, "--json", vintage=2026))["merged"] == {}
    assert known() == {(FIRST, "Ancre", 2025), (SECOND, "Bouée", 2026)}


def test_an_older_vintage_does_not_come_back(bring, two):
    bring(two, vintage=2026)
    refused = bring(two, vintage=2020)
    assert refused.exit_code == 1
    assert "2 of its communes are known from 2026 already" in refused.stderr
    assert known() == {(FIRST, "Ancre", 2026), (SECOND, "Bouée", 2026)}


def test_the_outline_of_several_parts_is_kept_whole(bring, tmp_path):
    parts = MultiPolygon([square(0), square(5)])
    told(bring(geojson(tmp_path / "a.geojson", feature(FIRST, "Ancre", parts)), "--json"))
    with reading() as session:
        assert store.outline(session, FIRST).equals(parts)


def test_what_lay_outside_every_outline_is_placed_when_its_commune_comes(
    bring, two, resident, deliver
):
    uuid, place = new_id(), {"type": "Point", "coordinates": [1.05, 50.05]}
    where = f"/api/v1/observations/{uuid}"
    assert resident.put(where, json=sent(place=place)).json["territory"] is None
    deliver()
    assert bring(two).exit_code == 0
    deliver()
    assert resident.get(where).json["territory"] == FIRST
    assert deliver() == 0
