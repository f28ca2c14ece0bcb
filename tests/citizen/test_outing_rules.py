"""Outings, without a database: codes, hours, circles, the map one takes along."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from citizen.outings.rules import (
    MOST_TILES,
    circle,
    fault_of,
    moment,
    new_code,
    plain,
    spaced,
    tiles,
    until,
)
from exports.outings.pages.rules import addresses, area, document

NINE = datetime(2026, 5, 14, 9, tzinfo=UTC)
NOON = NINE + timedelta(hours=3)


@given(st.integers(0, 50))
def test_a_code_is_read_however_it_is_typed(_):
    code = new_code()
    assert plain(spaced(code).lower()) == plain(f" {code} ") == code


@pytest.mark.parametrize(
    ("now", "ended", "expected"),
    [
        (NINE - timedelta(minutes=1), None, "coming"),
        (NINE, None, "running"),
        (NOON, None, "running"),
        (NOON + timedelta(seconds=1), None, "over"),
        (NINE + timedelta(hours=2), NINE + timedelta(hours=1), "over"),
        (NOON + timedelta(hours=1), NOON + timedelta(days=2), "over"),
    ],
)
def test_an_outing_comes_runs_and_is_over(now, ended, expected):
    assert moment(NINE, until(NOON, ended), now) == expected


def test_hours_are_in_order_and_few():
    assert fault_of(NINE, NOON) is None
    assert fault_of(NOON, NINE).code == fault_of(NINE, NINE).code == "ends-before"
    assert fault_of(NINE, NINE + timedelta(days=8)).code == "outing-long"


@given(st.floats(-170, 170), st.floats(-75, 75), st.floats(50, 5000))
def test_a_circle_is_round_on_the_ground(longitude, latitude, metres):
    drawn = circle(longitude, latitude, metres)
    geod = Geod(ellps="WGS84")
    for x, y in drawn.geoms[0].exterior.coords[::8]:
        assert geod.inv(longitude, latitude, x, y)[2] == pytest.approx(metres, rel=0.03)


@given(st.floats(-179, 178), st.floats(-84, 83), st.floats(0, 0.9), st.floats(0, 0.9))
def test_the_tiles_of_an_area_are_bounded_and_hold_its_corners(west, south, wide, high):
    found = tiles((west, south, west + wide, south + high))
    assert len(found) == len({*found}) <= MOST_TILES
    assert [one[0] for one in found] == sorted(one[0] for one in found)
    assert all(0 <= x < 2**z and 0 <= y < 2**z for z, x, y in found)


def test_a_known_place_lies_in_its_known_tile():
    """As EPSG:3857 itself places it, by pyproj: its square cut in 2**zoom, from the north-west."""
    x, y = Transformer.from_crs(4326, 3857, always_xy=True).transform(0.3741, 49.7572)
    half = 20_037_508.342789244
    for zoom, across, down in tiles((0.3741, 49.7572, 0.3741, 49.7572)):
        side = 2 * half / 2**zoom
        assert (across, down) == (int((x + half) / side), int((half - y) / side))


def test_no_tile_is_asked_for_without_a_source():
    box = (0.37, 49.75, 0.38, 49.76)
    assert addresses("", box) == addresses("https://x/{z}/{x}/{y}.png", ()) == []
    found = addresses("https://{s}.tile.example/{z}/{x}/{y}{r}.png", box)
    assert "{" not in "".join(found)
    assert found[0].split("/")[3] == "13"


def test_a_form_tells_what_a_program_would():
    filled = {"name": ["Le parc"], "starts_at": ["2026-05-14T09:00"], "way": ["circle"],
              "latitude": ["49,75"], "longitude": ["0.37"], "metres": ["300"]}  # fmt: skip
    told = document(filled, ZoneInfo("Europe/Paris"))
    assert told["starts_at"] == "2026-05-14T09:00:00+02:00"
    assert told["area"] == {"circle": [0.37, 49.75], "metres": 300}
    assert area({"way": ["town"]}) is None
    assert area({"way": ["zone"], "zone": ["port"]}) == {"zone": "port"}
    drawn = area({"way": ["drawn"], "positions": ["49, 0\n49, 1\n50, 1"]})
    assert drawn["coordinates"][0][0] == drawn["coordinates"][0][-1]
