"""What lies within so many metres: the same on both engines, and found through the index."""

import json
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point, box
from sqlalchemy import select
from sqlalchemy.orm import aliased

from citizen.accounts import store as accounts
from citizen.observations.duplicates import store as duplicates
from citizen.observations.tables import Observation
from config.database import reading, transaction
from config.places import metres_apart
from config.spatial import in_any_box, within_metres
from tests.guards.test_engines import (
    EARTH,
    east,
    examined,
    found,
    north,
    places,
    plan,
    through_index,
)
from tests.rows import keep, observed

__all__ = ["places"]  # a fixture


@examined
@given(x=east, y=north, metres=st.floats(1, 20_000))
def test_within_metres_is_what_lies_no_farther(places, x, y, metres):
    asked = Point(x, y)
    near = found(within_metres(Observation.place, asked, metres))
    for uuid, shape in places.items():
        apart = metres_apart(asked, shape)
        if abs(apart - metres) > 0.001:  # at the very edge the engines may differ by a hair
            assert (uuid in near) == (apart < metres), (apart, metres)
        if shape.geom_type == "Point" and apart < 1000:
            true = EARTH.inv(x, y, shape.x, shape.y)[2]
            assert apart == pytest.approx(true, rel=0.001, abs=0.001)


def test_a_line_is_as_near_as_its_nearest_point(places):
    line = LineString([(0.3, 49.7), (0.32, 49.71)])
    beside = Point(0.31, 49.7052)  # on no vertex
    apart = metres_apart(beside, line)
    assert apart < 30
    with transaction() as session:
        author = accounts.open_account(session, "device").id
        keep(session, [observed(UUID(int=9999), author, line)])
    assert UUID(int=9999) in found(within_metres(Observation.place, beside, apart + 0.01))
    assert UUID(int=9999) not in found(within_metres(Observation.place, beside, apart - 0.01))


@pytest.mark.parametrize("aliased_as", [None, "other"])
def test_what_lies_within_metres_is_found_through_the_index(places, aliased_as):
    row = aliased(Observation, name=aliased_as) if aliased_as else Observation
    told = plan(select(row.id).where(within_metres(row.place, Point(0.3, 49.6), 15)))
    assert through_index(told, "observation", "place", aliased_as), told


def test_what_lies_near_an_observation_is_found_through_the_index_of_places(places):
    told = plan(duplicates.near(Point(0.3, 49.6), 15, "tree").limit(500))
    assert through_index(told, "observation", "place", None), told


def test_what_lies_in_any_of_many_boxes_is_found_by_the_index_alone(places):
    asked = select(Observation.uuid).where(in_any_box(Observation.place))
    boxes = [[0.3, 49.6, 0.31, 49.61], [0.5, 49.8, 0.52, 49.82]]
    with reading() as session:
        near = set(session.scalars(asked, {"boxes": json.dumps(boxes)}))
        assert set(session.scalars(asked, {"boxes": "[]"})) == set()
    drawn = [box(*one) for one in boxes]
    wanted = {
        uuid
        for uuid, shape in places.items()
        if any(one.intersects(box(*shape.bounds)) for one in drawn)
    }
    assert wanted
    assert near == wanted
    told = plan(asked.params(boxes=json.dumps(boxes)))
    assert ("idx_observation_place" if "Index Scan" in told else "SCAN met VIRTUAL TABLE") in told
