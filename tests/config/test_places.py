"""Places: whatever is sent as one, its faults are told; without a fault, it is a geometry."""

import json

import pytest
from hypothesis import assume, strategies
from shapely.geometry import mapping

from config import places
from config.places import DEPTHS, FRANCE, MAX_VERTICES
from config.problems import Problem
from tests.config.made_up import anything, for_all, numbers, scalars

positions = strategies.lists(numbers | scalars, max_size=4)
coordinates = (
    positions
    | strategies.lists(positions, max_size=6)
    | strategies.lists(strategies.lists(positions, max_size=6), max_size=3)
    | anything
)
nearly = strategies.fixed_dictionaries(
    {"type": strategies.sampled_from([*DEPTHS]) | scalars, "coordinates": coordinates}
)

here = strategies.tuples(strategies.floats(0.3, 0.4), strategies.floats(49.7, 49.8)).map(list)
shapes = (
    here.map(lambda at: {"type": "Point", "coordinates": at})
    | strategies.lists(here, max_size=8).map(lambda at: {"type": "LineString", "coordinates": at})
    | strategies.lists(here, max_size=8).map(
        lambda at: {"type": "Polygon", "coordinates": [[*at, *at[:1]]]}
    )
)


def told(place):
    faults = places.faults(place)
    json.dumps(Problem("invalid-content", faults=faults).document("fr"))
    return faults


@for_all(anything)
def test_anything_that_is_sent_as_a_place_is_examined(value):
    assert told(value)


@for_all(nearly)
def test_what_is_nearly_a_place_is_examined(value):
    told(value)


@for_all(shapes)
def test_a_place_without_a_fault_is_a_geometry(place):
    assume(not told(place))
    made = places.geometry(place)
    assert made.is_valid
    assert not made.is_empty
    assert json.loads(json.dumps(mapping(made))) == place


@for_all(strategies.sampled_from(FRANCE), strategies.floats(0, 1), strategies.floats(0, 1))
def test_a_point_of_france_is_a_place(box, x, y):
    at = [box.west + x * (box.east - box.west), box.south + y * (box.north - box.south)]
    assert told({"type": "Point", "coordinates": at}) == []


@for_all(strategies.floats(-180, 180), strategies.floats(-90, 90))
def test_a_point_is_in_france_or_it_is_abroad(longitude, latitude):
    faults = told({"type": "Point", "coordinates": [longitude, latitude]})
    assert (faults == []) is places.in_france(longitude, latitude)


@pytest.mark.parametrize(
    "number", [float("nan"), float("inf"), -float("inf"), 1e400, 10**400, -(10**400)]
)
def test_what_json_itself_would_refuse_is_refused_here_too(number):
    for at in ([number, 49.7], [0.3, number], [number, number]):
        faults = told({"type": "Point", "coordinates": at})
        assert [fault.code for fault in faults] == ["place-position"]


@pytest.mark.parametrize("kind", DEPTHS)
def test_no_more_positions_are_looked_at_than_a_person_draws(kind):
    """The library of geometries must not see what it cannot bear."""
    at = [0.3, 49.7]
    many = {"Point": at, "LineString": [at] * 501, "Polygon": [[at] * 300] * 2}[kind]
    codes = {fault.code for fault in told({"type": kind, "coordinates": many})}
    assert codes == (set() if kind == "Point" else {"place-vertices"})
    assert MAX_VERTICES == 500


def test_a_kind_that_the_protocol_does_not_take_is_told():
    faults = places.faults({"type": "Polygon", "coordinates": []}, ("Point",))
    assert [(fault.pointer, fault.code) for fault in faults] == [("/type", "place-type")]
    assert faults[0].values == {"accepted": "Point"}
