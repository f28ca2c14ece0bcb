"""Where a place lies: communes by name, by code and by place."""

from collections import Counter
from string import ascii_lowercase

import pytest
from shapely import LineString, MultiPolygon, Point, box
from sqlalchemy import delete

from config import spatial
from config.database import reading, transaction
from config.words import folded
from reference.territories import store
from reference.territories.rules import commune_of, department_of
from reference.territories.tables import Territory
from reference.territories.vintages import store as vintages
from tests.guards.test_engines import plan, through_index


@pytest.mark.parametrize(
    ("code", "commune"),
    [
        ("75101", ("75056", "Paris")),
        ("75120", ("75056", "Paris")),
        ("69381", ("69123", "Lyon")),
        ("69389", ("69123", "Lyon")),
        ("13216", ("13055", "Marseille")),
        ("76259", ("76259", "x")),
        ("2A004", ("2A004", "x")),
        ("75121", ("75121", "x")),
    ],
)
def test_an_arrondissement_answers_by_its_commune(code, commune):
    assert commune_of(code, "x") == commune


@pytest.mark.parametrize(
    ("code", "department"),
    [("76259", "76"), ("2A004", "2A"), ("2B033", "2B"), ("97105", "971"), ("98818", "988")],
)
def test_a_code_tells_its_department(code, department):
    assert department_of(code) == department


def test_a_place_is_found_in_its_commune(anyone):
    (here,) = anyone.get("/api/v1/territories?lon=0.3741&lat=49.7572").json["items"]
    assert (here["code"], here["name"], here["department"]) == ("76259", "Fécamp", "76")
    assert here["is_approximate"] is True


def test_a_place_outside_the_known_communes_is_nowhere(anyone):
    assert anyone.get("/api/v1/territories?lon=2.35&lat=48.85").json["items"] == []


@pytest.mark.parametrize(
    "query", ["lon=0.37", "lat=49.7", "lon=181&lat=0", "lon=x&lat=1", "lon=nan&lat=1"]
)
def test_half_a_place_or_none_is_pointed_at(anyone, query):
    answer = anyone.get(f"/api/v1/territories?{query}")
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"].startswith("/query/")


@pytest.mark.parametrize(
    ("asked", "first"), [("féc", "76259"), ("Fécamp", "76259"), ("75056", "75056")]
)
def test_a_commune_is_found_by_its_name_or_its_code(anyone, asked, first):
    answer = anyone.get("/api/v1/territories", query_string={"q": asked})
    assert answer.json["items"][0]["code"] == first


@pytest.mark.parametrize("asked", ["%", "_écamp", "7625", "camp"])
def test_what_begins_no_name_finds_nothing(anyone, asked):
    assert anyone.get("/api/v1/territories", query_string={"q": asked}).json["items"] == []


A, B = ("76901", "Ancre"), ("76902", "Bouée")  # side by side, a border at 1.1° east


@pytest.fixture
def neighbours(app):
    """Two communes in the sea off Fécamp, and the first of two districts."""
    with transaction() as session:
        add(session, *B, box(1.1, 50.0, 1.2, 50.1))
        add(session, *A, box(1.0, 50.0, 1.1, 50.1))


def add(session, code, name, shape, **told):
    known = {"kind": "commune", "department": code[:2], "vintage": 2026, "folded": folded(name)}
    drawn = spatial.stored(MultiPolygon([shape]))
    session.execute(delete(Territory).where(Territory.code == code))
    session.add(Territory(code=code, name=name, outline=drawn, **known | told))


def code_of(place):
    with reading() as session:
        found = store.containing(session, place)
    return found and found.code


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (Point(1.05, 50.05), "76901"),
        (Point(1.1, 50.05), "76901"),  # on the border: the lowest code
        (Point(1.15, 50.05), "76902"),
        (LineString([(1.08, 50.05), (1.15, 50.05)]), "76902"),  # five kilometres of seven
        (LineString([(1.04, 50.05), (1.15, 50.05)]), "76901"),
        (LineString([(1.1, 50.02), (1.1, 50.08)]), "76901"),  # along the border
        (LineString([(0.9, 50.05), (1.05, 50.05)]), None),  # two thirds of it out of both
        (LineString([(0.97, 50.05), (1.05, 50.05)]), "76901"),
        (box(1.09, 50.04, 1.15, 50.06), "76902"),
        (box(1.05, 50.04, 1.15, 50.06), "76901"),  # half and half
        (box(1.02, 50.08, 1.03, 50.2), None),
        (box(1.19, 50.04, 1.3, 50.06), None),
    ],
)
def test_a_place_lies_in_the_commune_that_holds_most_of_it(neighbours, place, code):
    assert code_of(place) == code


def test_the_communes_around_a_point_are_asked_for_through_the_index_alone(neighbours):
    told = plan(store.covering(Point(1.05, 50.05)))
    assert through_index(told, "territory", "outline", None)


def test_a_place_wider_than_half_a_degree_is_where_its_middle_is(neighbours):
    assert code_of(box(0.7, 50.0, 1.55, 50.1)) == "76902"


def test_an_arrondissement_is_known_by_both_codes(anyone):
    with transaction() as session:
        add(session, "75104", "Paris 4e", box(2.34, 48.84, 2.36, 48.87), kind="arrondissement")
    with reading() as session:
        found = store.containing(session, Point(2.35, 48.85))
        assert (found.kind, found.code) == ("arrondissement", "75104")
        assert store.outline(session, "75056").bounds == (2.34, 48.84, 2.36, 48.87)
    here = anyone.get("/api/v1/territories?lon=2.35&lat=48.85").json["items"]
    assert [one["code"] for one in here] == ["75056", "75104"]
    asked = anyone.get("/api/v1/territories?q=75104").json["items"]
    assert {one["code"] for one in asked} == {"75104", "75056"}


def test_the_arrondissements_of_the_country_are_loaded_for_both_codes(app):
    with reading() as session:
        known = store.members(session, "75056")
        assert known == {"75056", *(str(code) for code in range(75101, 75121))}
        assert store.members(session, "75104") == {"75104"}


def test_departments_and_regions_are_known_by_their_codes(anyone):
    def first(asked, **told):
        query = {"q": asked, **told}
        return anyone.get("/api/v1/territories", query_string=query).json["items"][0]

    assert first("76", kind="department")["name"] == "Seine-Maritime"
    assert first("76", kind="region")["name"] == "Occitanie"
    assert first("cotes d armor")["code"] == "22"
    assert first("ile de f")["code"] == "11"
    assert anyone.get("/api/v1/territories?q=x&kind=planet").status_code == 422
    counts = Counter(told["kind"] for told in everything(anyone))
    assert (counts["region"], counts["department"]) == (18, 107)


def everything(anyone):
    for kind in ("region", "department"):
        for letter in ascii_lowercase:
            query = {"q": letter, "kind": kind, "limit": 100}
            yield from anyone.get("/api/v1/territories", query_string=query).json["items"]


def test_the_communes_of_a_larger_territory_are_its_members(neighbours):
    with transaction() as session:
        add(session, "27001", "Cale", box(1.3, 50, 1.4, 50.1), region="28", epci="200000001")
        add(session, "27002", "Dune", box(1.4, 50, 1.5, 50.1), region="28", epci="200000001")
        heir = {"until": 2026, "successor": "27001", "region": "28", "epci": "200000001"}
        add(session, "27003", "Estran", box(1.3, 50, 1.35, 50.1), **heir)
    with reading() as session:
        assert store.members(session, "27") == {"27001", "27002", "27003"}
        assert store.members(session, "200000001") == {"27001", "27002", "27003"}
        assert store.members(session, "REG-28") >= {"27001", "27002", "27003", "76259"}
        assert store.members(session, "27001") == {"27001", "27003"}
        assert store.members(session, "27003") == {"27001", "27003"}
        both = store.members_of_each(session, ["27002", "27"])
        assert both == {"27002": {"27002"}, "27": {"27001", "27002", "27003"}}
        assert store.members(session, "99999") == {"99999"}


def test_an_outline_is_read_again_as_it_was_drawn(app):
    with reading() as session:
        drawn = store.outline(session, "76259")
        assert drawn.is_valid
        assert drawn.covers(Point(0.3741, 49.7572))
        assert store.outline(session, "75056") is None
        assert store.outline(session, "00000") is None


def test_the_built_in_territories_are_loaded_once(app):
    with transaction() as session:
        assert vintages.load_built_in(session) == 0
