"""Where a place lies: communes by name, by code and by place; the national grid."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely import LineString, Point, Polygon

from config.database import reading, transaction
from exports.precision import CELL_REACH_M
from reference.territories import store
from reference.territories.rules import (
    cell_centre,
    cell_of,
    commune_of,
    department_of,
    in_mainland,
)

EARTH = Geod(ellps="WGS84")


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


@pytest.mark.parametrize(
    ("place", "cell"),
    [
        (Point(0.3741, 49.7572), "10kmL93E051N696"),
        (Point(2.3522, 48.8566), "10kmL93E065N686"),
        (Point(9.45, 42.7), "10kmL93E122N619"),
        (Point(55.45, -20.88), ""),  # Réunion has a grid of its own
        (Point(-61.0, 14.6), ""),
    ],
)
def test_a_place_is_in_a_cell_of_the_national_grid(place, cell):
    assert cell_of(place) == cell


mainland = st.builds(Point, st.floats(-4.5, 7.9), st.floats(42.5, 50.9))


@given(place=mainland)
def test_the_centre_of_a_cell_is_in_it_and_near_enough(place):
    cell = cell_of(place)
    longitude, latitude = cell_centre(cell)
    assert cell_of(Point(longitude, latitude)) == cell
    assert EARTH.inv(place.x, place.y, longitude, latitude)[2] <= CELL_REACH_M + 100


def test_a_line_or_an_area_is_in_the_cell_of_its_middle():
    line = LineString([(0.37, 49.75), (0.38, 49.76)])
    assert cell_of(line) == cell_of(line.centroid)
    assert not in_mainland(LineString([(9.7, 42), (9.9, 42)]))


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


@pytest.mark.parametrize("asked", ["%", "_écamp", "76", "camp"])
def test_what_is_no_beginning_of_a_name_finds_nothing(anyone, asked):
    assert anyone.get("/api/v1/territories", query_string={"q": asked}).json["items"] == []


def test_an_area_lies_where_its_middle_does(app):
    across = Polygon([(0.3, 49.7), (0.45, 49.7), (0.45, 49.8), (0.3, 49.8)])
    outside = Polygon([(0.45, 49.7), (0.5, 49.7), (0.5, 49.8), (0.45, 49.8)])
    with reading() as session:
        assert store.containing(session, across).code == "76259"
        assert store.containing(session, outside) is None
        assert store.containing(session, LineString([(0.36, 49.75), (0.4, 49.75)])).code == "76259"


def test_an_outline_is_read_again_as_it_was_drawn(app):
    with reading() as session:
        drawn = store.outline(session, "76259")
        assert drawn.is_valid
        assert drawn.covers(Point(0.3741, 49.7572))
        assert store.outline(session, "75056") is None
        assert store.outline(session, "00000") is None


def test_the_built_in_territories_are_loaded_once(app):
    with transaction() as session:
        assert store.load_built_in(session) == 0
