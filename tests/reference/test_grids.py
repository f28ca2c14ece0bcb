"""The national grids: computed, named as official lists name them, each where it is legal."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pyproj import Geod
from shapely import LineString, Point, box

from config.places import FRANCE
from exports.precision import CELL_REACH_M
from reference.territories.grids import (
    GRIDS,
    cell_centre,
    cell_of,
    cell_outline,
    drawn,
    grid_of,
    square_named,
    square_of,
)

EARTH = Geod(ellps="WGS84")
SAINT_DENIS, BASSE_TERRE, CAYENNE = Point(55.45, -20.88), Point(-61.73, 16.0), Point(-52.33, 4.93)


@pytest.mark.parametrize(
    ("place", "size", "cell"),
    [
        (Point(0.3741, 49.7572), 10_000, "10kmL93E051N696"),
        (Point(2.3522, 48.8566), 10_000, "10kmL93E065N686"),
        (Point(9.45, 42.7), 10_000, "10kmL93E122N619"),
        (Point(2.3522, 48.8566), 1_000, "1kmL93E652N6862"),
        (Point(9.45, 42.7), 1_000, "1kmL93E1228N6199"),
        (SAINT_DENIS, 10_000, "10kmUTM40E330S7690"),
        (SAINT_DENIS, 1_000, "1kmUTM40E338S7690"),
        (BASSE_TERRE, 10_000, "10kmUTM20W630N1760"),
        (CAYENNE, 10_000, "10kmUTM22W350N540"),
        (Point(45.2, -12.8), 10_000, "10kmUTM38E520S8580"),
        (Point(-56.2, 46.8), 10_000, "10kmUTM21W560N5180"),
        (Point(166.45, -22.27), 10_000, ""),  # the Pacific has no national grid
        (Point(13.4, 52.5), 10_000, ""),
        (LineString([(9.7, 42), (9.9, 42)]), 10_000, ""),  # half of it abroad
    ],
)
def test_a_place_is_in_a_cell_of_its_national_grid(place, size, cell):
    assert cell_of(place, size) == cell


places = st.one_of(
    [
        st.builds(
            Point,
            st.floats(one.west + 0.2, one.east - 0.2),
            st.floats(one.south + 0.2, one.north - 0.2),
        )
        for one in FRANCE[: len(GRIDS)]
    ]
)


@given(place=places, size=st.sampled_from([1_000, 10_000]))
def test_a_cell_holds_the_place_and_its_own_centre(place, size):
    cell = cell_of(place, size)
    assume(cell)
    centre = Point(cell_centre(cell))
    assert cell_of(centre, size) == cell
    metres = EARTH.inv(place.x, place.y, centre.x, centre.y)[2]
    assert metres <= CELL_REACH_M * size / 10_000 + 1
    assert cell_outline(cell).buffer(1e-4).covers(place)
    assert EARTH.geometry_area_perimeter(cell_outline(cell))[0] == pytest.approx(size**2, rel=0.01)


@given(place=places)
def test_the_cells_of_one_kilometre_fill_those_of_ten(place):
    assume(cell_of(place))
    fine, coarse = drawn(cell_of(place, 1_000)), drawn(cell_of(place))
    assert fine.epsg == coarse.epsg
    assert 0 <= fine.east - coarse.east < coarse.size
    assert 0 <= fine.north - coarse.north < coarse.size


@pytest.mark.parametrize("name", ["10km", "5kmL93E051N696", "10kmUTM31E1N1", "10kmL93E051N696x"])
def test_what_is_no_cell_is_not_drawn(name):
    with pytest.raises(ValueError, match=name):
        drawn(name)


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ((0.3741, 49.7572), "CRS3035RES200mN3005800E3629400"),
        ((55.45, -20.88), "CRS2975RES200mN7690200E338600"),
    ],
)
def test_a_square_of_200_m_is_named_as_insee_does(place, name):
    square = square_of(*place)
    assert square.name == name
    assert square_named(name) == square
    assert square_of(*square.centre()) == square


def test_a_square_is_200_m_wide_and_lies_in_larger_ones():
    square = square_of(0.3741, 49.7572)
    assert EARTH.geometry_area_perimeter(box(*Point(square.centre()).buffer(1).bounds))[0] > 0
    assert square in square.around(600).within()
    assert len(square.around(1000).within()) == 25
    with pytest.raises(ValueError, match="mN"):
        square_named("mN2E3")


def test_a_line_or_an_area_is_in_the_cell_of_its_middle():
    line = LineString([(0.37, 49.75), (0.38, 49.76)])
    assert cell_of(line) == cell_of(line.centroid)
    assert grid_of(line) is GRIDS[0]
