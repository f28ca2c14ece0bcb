"""A release cut to a territory holds what lies wholly in it, as the release itself tells it."""

import csv
import hashlib
import io
import json

import pyogrio
import pytest
from shapely import Point, box

from exports.datasets.cutting.rules import Area, is_inside, may_be_cut, of_columns
from reference.territories.grids import cell_of, cell_outline
from tests.exports.test_zones import AROUND, draw
from tests.sendings import FECAMP, new_id, sent

AWAY = [0.3800, 49.7560]  # in Fécamp, out of the zone
ACROSS = {"type": "LineString", "coordinates": [[0.3741, 49.7572], [0.3790, 49.7572]]}
OUTLINE = box(0.3, 49.7, 0.4, 49.8)
COMMUNE = box(0.32, 49.72, 0.38, 49.78)


def area(codes=(), departments=(), held=OUTLINE):
    return Area(frozenset(codes), frozenset(departments), held.covers, lambda _: COMMUNE)


def told(precision, place=None, **more):
    point = {"longitude": str(place[0]), "latitude": str(place[1])} if place else {}
    return of_columns({"precision": precision, **point, **more})


CASES = {
    "an exact place by its commune": (told("exact", FECAMP, commune_code="1"), area("1"), True),
    "that of another commune": (told("exact", FECAMP, commune_code="2"), area("1"), False),
    "an exact place by its outline": (told("exact", FECAMP, commune_code="1"), area(), True),
    "a line that goes out": (
        told("exact", FECAMP, wkt="LINESTRING (0.35 49.75, 0.45 49.75)"), area(), False),
    "a commune, by its code": (told("commune", FECAMP, commune_code="1"), area("1"), True),
    "a zone around its whole commune": (told("commune", FECAMP, commune_code="1"), area(), True),
    "a zone around its middle": (
        told("commune", (0.35, 49.75), commune_code="1"),
        area(held=Point(0.35, 49.75).buffer(0.01)), False),
    "a cell whose middle alone is in": (
        told("cell", FECAMP, cell_10km=cell_of(Point(FECAMP))), area("1"), False),
    "a cell wholly in": (
        told("cell", FECAMP, cell_10km=cell_of(Point(FECAMP))),
        area(held=cell_outline(cell_of(Point(FECAMP))).buffer(0.001)), True),
    "a département": (told("department", department="76"), area("1", ["76"]), True),
    "a département in a commune": (told("department", department="76"), area("1"), False),
    "what has no place": (told("department"), area("1", ["76"]), False),
}  # fmt: skip


@pytest.mark.parametrize(("one", "where", "inside"), CASES.values(), ids=CASES)
def test_what_lies_in_a_territory_is_told_by_the_row_itself(one, where, inside):
    assert is_inside(one, where) is inside


def test_only_tables_that_say_where_are_cut():
    assert may_be_cut("tree.gpkg", "tree") and may_be_cut("cells.csv", "heat")
    assert not may_be_cut("arbres.csv", "tree") and not may_be_cut("tree.csv.gpkg", "tree")


@pytest.fixture
def released(resident, new_resident, moderator, publisher, deliver):
    """Trees in and out of the zone, across its edge, and one shown as its commune alone."""
    uuids = {}
    places = {"in": FECAMP, "out": AWAY, "hidden": FECAMP}
    for name in (*places, "across"):
        uuids[name] = new_id()
        place = ACROSS if name == "across" else {"type": "Point", "coordinates": places[name]}
        content = sent("tree", place=place) | ({"at_home": True} if name == "hidden" else {})
        who = new_resident() if name == "hidden" else resident  # a home hides its author's others
        sending = who.put(f"/api/v1/observations/{uuids[name]}", json=content)
        assert sending.status_code == 201, sending.json
        deliver()
        decided = moderator.post(
            f"/api/v1/observations/{uuids[name]}/decisions", json={"verdict": "accept"}
        )
        assert decided.status_code == 201, decided.json
    deliver()
    assert publisher.post("/api/v1/datasets/tree/releases").status_code == 202
    deliver()
    assert draw(publisher, kind="zone", positions=AROUND).status_code == 303
    return uuids


def ids(anyone, territory, tmp_path):
    """The records of a cut, the same in its three forms."""
    at = f"/data/tree/1/tree.{{}}?territory={territory}"
    answers = {kind: anyone.get(at.format(kind)) for kind in ("csv", "geojson", "gpkg")}
    for answer in answers.values():
        assert answer.status_code == 200, answer.text
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.get_etag() == (hashlib.sha256(answer.data).hexdigest(), False)
        assert int(answer.headers["Content-Length"]) == len(answer.data)
        again = anyone.get(
            answer.request.full_path, headers={"If-None-Match": f'"{answer.get_etag()[0]}"'}
        )
        assert (again.status_code, again.data) == (304, b"")
    rows = [row["uuid"] for row in csv.DictReader(io.StringIO(answers["csv"].text))]
    features = json.loads(answers["geojson"].data)["features"]
    assert [one["id"] for one in features] == rows
    (tmp_path / "cut.gpkg").write_bytes(answers["gpkg"].data)
    _, table = pyogrio.read_arrow(tmp_path / "cut.gpkg")
    assert table["uuid"].to_pylist() == rows
    return rows


def test_a_release_is_cut_to_each_kind_of_territory(anyone, released, tmp_path):
    every = sorted(released.values())
    assert ids(anyone, "le-port", tmp_path) == [released["in"]]
    for wider in ("76259", "76", "REG-28"):
        assert ids(anyone, wider, tmp_path) == every
    for elsewhere in ("27", "REG-11"):
        assert ids(anyone, elsewhere, tmp_path) == []
    assert pyogrio.read_info(tmp_path / "cut.gpkg")["features"] == 0


def test_what_is_left_is_as_it_was_published(anyone, released):
    whole = anyone.get("/data/tree/1/tree.geojson").data.splitlines()
    cut = anyone.get("/data/tree/1/tree.geojson?territory=le-port").data.splitlines()
    assert {line.rstrip(b",") for line in cut} < {line.rstrip(b",") for line in whole}
    table = anyone.get("/data/tree/1/tree.csv?territory=76259").data
    assert table == anyone.get("/data/tree/1/tree.csv").data


def test_latest_leads_to_the_number_with_its_territory(anyone, released):
    led = anyone.get("/data/tree/latest/tree.csv?territory=76259")
    assert (led.status_code, led.headers["Location"]) == (
        302,
        "/data/tree/1/tree.csv?territory=76259",
    )
    assert (
        anyone.get("/data/tree/latest/tree.csv?territory=").headers["Location"].endswith("tree.csv")
    )


def test_what_cannot_be_cut_is_told(anyone, released, publisher, deliver):
    for unknown in ("99999", "REG-99", "nowhere", "123456789", "DEP-00"):
        answer = anyone.get("/data/tree/1/tree.csv", query_string={"territory": unknown})
        assert (answer.status_code, answer.json["type"]) == (404, "/problems/unknown-territory")
    answer = anyone.get("/data/tree/1/arbres.csv?territory=76259")
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/file-not-cut")
    assert anyone.get("/data/tree/1/none.csv?territory=76259").status_code == 404


def test_private_ground_is_no_territory(anyone, released, publisher):
    assert draw(publisher, kind="private", name="Chez eux").status_code == 303
    assert anyone.get("/data/tree/1/tree.csv?territory=chez-eux").status_code == 404


def test_a_release_taken_back_is_not_had_by_its_territory(
    anyone, released, publisher, resident, deliver
):
    assert resident.delete(f"/api/v1/observations/{released['in']}").status_code in {200, 204}
    deliver()
    assert publisher.post("/api/v1/datasets/tree/releases").status_code == 202
    deliver()
    led = anyone.get("/data/tree/latest/tree.csv?territory=le-port").headers["Location"]
    assert led.startswith("/data/tree/2/")
    assert released["in"] not in anyone.get(led).text
