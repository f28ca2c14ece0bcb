"""Features by box: looked for near by or in their order, the same pages come, none twice."""

import json
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, box
from shapely.geometry import mapping

from exports.features import index, store
from exports.features.rules import Extent, Wanted

degrees = st.integers(-10, 10)
points = st.builds(Point, degrees, degrees)
lines = st.builds(
    lambda a, b: LineString([a, (b[0] + 0.5, b[1])]),
    st.tuples(degrees, degrees), st.tuples(degrees, degrees),
)  # fmt: skip
places = st.lists(st.none() | points | lines, max_size=25)
spans = st.tuples(degrees, degrees).map(sorted)
boxes = st.builds(lambda x, y: Extent(x[0], y[0], x[1], y[1]), spans, spans)


def line(number, place):
    told = {"type": "Feature", "id": f"{number * 7 % 25:03}", "geometry": place and mapping(place)}
    return json.dumps(told | {"properties": {}}, separators=(",", ":")).encode()


def meeting(drawn, asked):
    """What a person would say lies in the boxes; what has no place lies in every one."""
    return [
        f"{number * 7 % 25:03}" for number, place in enumerate(drawn)
        if place is None or any(place.intersects(box(*one)) for one in asked)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    kept, index._home[:] = [*index._home], [tmp_path_factory.mktemp("indexes")]
    yield index._home[0]
    index._home[:] = kept


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    drawn=places, asked=st.lists(boxes, min_size=1, max_size=2), limit=st.integers(1, 8),
    few=st.sampled_from([0, 3, 5000]),
)  # fmt: skip
def test_every_feature_of_a_box_comes_once_in_order(home, drawn, asked, limit, few):
    digest = f"{hash(tuple(map(str, drawn))):x}"
    index.made(1, "tree", digest, [line(*one) for one in enumerate(drawn)], waits=True)
    made, came, after = index.at(1, "tree", digest), [], ""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(store, "FEW", few)
        while True:
            wanted = Wanted(boxes=tuple(asked), limit=limit, after=after)
            rows, is_more = store.found(made, wanted)
            came += [identifier for identifier, _ in rows]
            assert all(json.loads(told)["id"] == identifier for identifier, told in rows)
            if not is_more:
                break
            after = came[-1]
    assert came == sorted(meeting(drawn, asked))
    assert all(one < other for one, other in pairwise(came))
    everything = store.found(made, Wanted(boxes=tuple(asked), limit=10**9))[0]
    assert [identifier for identifier, _ in everything] == came
