"""Each spatial meaning means the same on the engine under test: exactly, and through its index."""

import math
import random
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely import LineString, Point, Polygon, box, to_wkb
from shapely.geometry import MultiPolygon
from sqlalchemy import select, text
from sqlalchemy.orm import aliased

from citizen.accounts import store as accounts
from citizen.observations.tables import Observation
from config import spatial
from config.database import reading, transaction
from config.places import Box
from config.spatial import as_wkb, covers, metres_between, within_box
from reference.territories.tables import Territory
from tests.conftest import engine
from tests.rows import keep, observed

EARTH = Geod(ellps="WGS84")
examined = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
# Around Fécamp, on a coarse grid too, so that edges and corners are really met.
east = st.one_of(st.floats(0.2, 0.6), st.integers(20, 60).map(lambda n: n / 100))
north = st.one_of(st.floats(49.5, 49.9), st.integers(4950, 4990).map(lambda n: n / 100))


def shapes():
    """Points at random and on the corners of the grid; lines and areas between them."""
    chance = random.Random(1)
    for _ in range(80):
        yield Point(chance.uniform(0.2, 0.6), chance.uniform(49.5, 49.9))
        x, y = chance.randrange(20, 60) / 100, chance.randrange(4950, 4990) / 100
        yield Point(x, y)
        yield LineString([(x, y), (x + chance.random() / 50, y + chance.random() / 50)])
        yield Polygon([(x, y), (x + 0.01, y), (x + chance.random() / 60, y + 0.02)])


class Kept(dict):
    def __repr__(self):
        return "the places kept"  # what hypothesis tells of a failure stays readable


@pytest.fixture
def places(app):
    """Observations here and there, by their identifier."""
    kept = Kept({UUID(int=number): shape for number, shape in enumerate(shapes(), start=1)})
    with transaction() as session:
        author = accounts.open_account(session, "device").id
        keep(session, (observed(uuid, author, shape) for uuid, shape in kept.items()))
    return kept


def found(meaning, row=Observation):
    with reading() as session:
        return set(session.scalars(select(row.uuid).where(meaning)))


def test_a_place_is_kept_to_the_last_bit(places):
    with reading() as session:
        rows = session.execute(select(Observation.uuid, as_wkb(Observation.place))).all()
    assert len(rows) == len(places)
    assert [uuid for uuid, wkb in rows if bytes(wkb) != to_wkb(places[uuid])] == []


def frame(asked):
    """A box, drawn: without width or height it is a line or a point, not a broken area."""
    if asked.west < asked.east and asked.south < asked.north:
        return box(*asked)
    if asked[:2] == asked[2:]:
        return Point(asked[:2])
    return LineString([asked[:2], asked[2:]])


@examined
@given(x=st.tuples(east, east), y=st.tuples(north, north))
def test_within_a_box_is_what_touches_it(places, x, y):
    asked = Box(min(x), min(y), max(x), max(y))
    drawn = frame(asked)
    expected = {uuid for uuid, shape in places.items() if drawn.intersects(shape)}

    assert found(within_box(Observation.place, asked)) == expected
    other = aliased(Observation)
    assert found(within_box(other.place, asked), other) == expected


def test_within_a_box_of_a_single_point(places):
    one = next(shape for shape in places.values() if shape.geom_type == "Point")
    asked = Box(one.x, one.y, one.x, one.y)
    expected = {uuid for uuid, shape in places.items() if shape.intersects(one)}
    assert found(within_box(Observation.place, asked)) == expected


@pytest.fixture
def outlines(app):
    """Territories as ragged as communes, some with a hole."""
    chance, kept = random.Random(2), Kept()
    with transaction() as session:
        for number in range(12):
            x, y = chance.uniform(0.2, 0.5), chance.uniform(49.5, 49.8)
            turns = sorted(chance.uniform(0, 2 * math.pi) for _ in range(40))
            ring = [(x + 0.1 * math.cos(t), y + 0.06 * math.sin(t)) for t in turns]
            hole = [[(x, y), (x + 0.01, y), (x + 0.01, y + 0.01), (x, y)]] if number % 3 else []
            shape = MultiPolygon([Polygon(ring, hole)])
            kept[f"T{number}"] = shape
            told = {"kind": "zone", "code": f"T{number}", "name": "", "department": ""}
            session.add(Territory(**told, vintage=2026, outline=spatial.stored(shape)))
    return kept


@examined
@given(x=east, y=north, corner=st.integers(0, 11), wide=st.floats(0, 0.02))
def test_an_outline_covers_what_lies_in_it_its_edge_included(outlines, x, y, corner, wide):
    vertex = outlines[f"T{corner}"].geoms[0].exterior.coords[3]
    asked = [Point(x, y), Point(vertex), LineString([(x, y), (x + wide + 0.001, y)])]
    for shape in asked:
        expected = {code for code, outline in outlines.items() if outline.covers(shape)}
        for row in (Territory, aliased(Territory)):
            query = select(row.code).where(covers(row.outline, shape), row.kind == "zone")
            with reading() as session:
                assert set(session.scalars(query)) == expected


@examined
@given(x=east, y=north)
def test_metres_between_two_places_are_those_of_the_ellipsoid(places, x, y):
    points = {uuid: shape for uuid, shape in places.items() if shape.geom_type == "Point"}
    row = aliased(Observation)
    for one in (Observation, row):
        asked = select(one.uuid, metres_between(one.place, Point(x, y)))
        with reading() as session:
            told = dict(session.execute(asked.where(one.uuid.in_(points))).all())
        for uuid, point in points.items():
            metres = EARTH.inv(x, y, point.x, point.y)[2]
            assert told[uuid] == pytest.approx(metres, abs=0.001), (x, y, point)


def plan(query):
    """How the engine means to answer a query, when it may not read the whole table."""
    asked = query.compile(engine())
    with engine().connect() as connection:
        if engine().dialect.name == "postgresql":
            connection.execute(text("SET LOCAL enable_seqscan = off"))
            told = connection.exec_driver_sql(f"EXPLAIN {asked}", asked.params)
        else:
            values = tuple(asked.params[name] for name in asked.positiontup)
            told = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}", values)
        return "\n".join(str(row) for row in told)


@pytest.mark.parametrize("aliased_as", [None, "other"])
def test_a_box_is_found_through_the_index(places, aliased_as):
    row = aliased(Observation, name=aliased_as) if aliased_as else Observation
    told = plan(select(row.id).where(within_box(row.place, Box(0.3, 49.6, 0.31, 49.61))))
    assert through_index(told, "observation", "place", aliased_as)


@pytest.mark.parametrize("aliased_as", [None, "other"])
def test_the_outline_that_covers_a_place_is_found_through_the_index(outlines, aliased_as):
    row = aliased(Territory, name=aliased_as) if aliased_as else Territory
    told = plan(select(row.id).where(covers(row.outline, Point(0.3, 49.6))))
    assert through_index(told, "territory", "outline", aliased_as)


def through_index(told, table, column, aliased_as):
    if engine().dialect.name == "postgresql":
        return f"idx_{table}_{column}" in told
    known = f"SEARCH {aliased_as or table} USING INTEGER PRIMARY KEY"
    return known in told and f"SCAN idx_{table}_{column} VIRTUAL TABLE INDEX 2" in told
