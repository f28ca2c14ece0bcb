"""What is asked of features and of tiles is read as the standards want it, or refused."""

import math

import mapbox_vector_tile
import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.protocols import PROTOCOLS
from exports.columns import columns
from exports.features.rules import Days, days_of, mercator
from exports.ogc.rules import faults_of, wanted
from exports.tiles.rules import Tile, counted, number, whole

COLUMNS = columns(PROTOCOLS["tree"])


def read(**asked):
    return wanted(asked, COLUMNS)


def codes(**asked):
    return [fault.code for fault in read(**asked)[1]]


def test_a_limit_too_large_is_lowered_and_one_that_is_none_refused():
    assert read()[0].limit == 10
    assert read(limit="999999")[0].limit == 10_000
    for text in ("0", "-1", "1.5", "x", "", "١"):
        assert codes(limit=text) == ["bad-limit"], text


def test_a_box_may_have_heights_and_cross_the_antimeridian():
    assert read(bbox="0,49,1,50")[0].boxes == ((0, 49, 1, 50),)
    assert read(bbox="0,49,-5,1,50,99")[0].boxes == ((0, 49, 1, 50),)
    assert read(bbox="170,-20,-170,-10")[0].boxes == (
        (170, -20, 180, -10), (-180, -20, -170, -10),
    )  # fmt: skip
    for text in ("0,49,1", "0,50,1,49", "0,49,1,nan", "0,49,1,91", "0,49,1e999,50", "190,1,2,3"):
        assert codes(bbox=text) == ["bad-bbox"], text


def test_a_moment_is_a_day_of_the_town_and_an_interval_may_be_open_at_one_end():
    assert read(datetime="2026-05-14")[0].days == ("2026-05-14", "2026-05-14")
    assert read(datetime="2026-05-14T23:30:00Z")[0].days == ("2026-05-15", "2026-05-15")
    assert read(datetime="2026-05-01/..")[0].days == ("2026-05-01", "")
    assert read(datetime="/2026-05-01")[0].days == ("", "2026-05-01")
    for text in ("..", "../..", "2026-05-14T10:00:00", "2026-13-01", "2026-05-02/2026-05-01",
                 "a/b/c", "", "0001-01-01T00:00:00+23:00"):  # fmt: skip
        assert codes(datetime=text) == ["bad-datetime"], text


def test_columns_filter_by_their_type():
    assert read(precision="exact", uncertainty_m="5", demonstration="true")[0].equal == {
        "precision": "exact", "uncertainty_m": 5.0, "demonstration": True,
    }  # fmt: skip
    assert codes(uncertainty_m="x") == ["bad-number"]
    assert codes(demonstration="1") == ["bad-boolean"]
    assert codes(cursor="a b") == ["bad-cursor"]


def test_what_is_unknown_or_given_twice_is_told():
    told = faults_of([("limit", "1"), ("limit", "2"), ("who/am", "")], ["limit"])
    assert [(one.pointer, one.code) for one in told] == [
        ("/query/who~1am", "unknown-parameter"), ("/query/limit", "repeated"),
    ]  # fmt: skip


def test_a_month_of_heat_ends_on_its_last_day():
    assert days_of({"month": "2028-02"}) == Days("2028-02-01", "2028-02-29")
    assert days_of({"month": "2026-02"}).last == "2026-02-28"


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading(text):
    for name in ("limit", "bbox", "datetime", "cursor", "uncertainty_m"):
        assert read(**{name: text})[1] or read(**{name: text})[0]


@pytest.mark.parametrize("text", ["-1", "01", "1.0", "", "x", "9999999999"])
def test_an_address_without_a_number_is_beyond_all_tiles(text):
    assert not Tile(0, number(text), 0).exists
    assert not Tile(number(text), 0, 0).exists


def test_tiles_end_where_the_world_does():
    assert Tile(0, 0, 0).exists and Tile(18, 2**18 - 1, 0).exists
    assert not Tile(0, 1, 0).exists and not Tile(19, 0, 0).exists


@given(st.integers(0, 18), st.floats(-179.9, 179.9), st.floats(-84, 84))
def test_a_tile_covers_the_places_that_lie_in_it(z, east, north):
    x, y = (int(one * 2**z) for one in mercator(east, north))
    edges = Tile(z, x, y).extent
    assert edges.west <= east <= edges.east and edges.south <= north <= edges.north


def test_counted_squares_are_drawn_in_their_middle():
    told = mapbox_vector_tile.decode(
        counted(Tile(1, 1, 0), [(64, 0, 7), (127, 63, 1)], "tree"),
        default_options={"y_coord_down": True},
    )["tree"]
    assert told["extent"] == 4096 and told["version"] == 2
    assert [(f["geometry"]["coordinates"], f["properties"]) for f in told["features"]] == [
        ([32, 32], {"count": 7}), ([4064, 4064], {"count": 1}),
    ]  # fmt: skip


def test_shapes_are_cut_to_their_tile_and_what_lies_beyond_is_not_drawn():
    x, y = (int(one * 2**14) for one in mercator(0.3741, 49.7572))
    wide = {"type": "Polygon", "coordinates": [[[0, 49], [1, 49], [1, 50], [0, 50], [0, 49]]]}
    far = {"type": "Point", "coordinates": [3.0, 49.7]}
    features = [
        {"geometry": shape, "properties": {"uuid": name, "number": n}}
        for n, (name, shape) in enumerate([("wide", wide), ("far", far), ("none", None)], 1)
    ]
    told = mapbox_vector_tile.decode(whole(Tile(14, x, y), features, "tree"))["tree"]
    (one,) = told["features"]
    assert one["properties"] == {"uuid": "wide"} and one["id"] == 1
    corners = [value for ring in one["geometry"]["coordinates"] for at in ring for value in at]
    assert min(corners) == -64 and max(corners) == 4096 + 64 and not math.isnan(sum(corners))
    assert whole(Tile(14, x, y), features[1:], "tree") == b""
