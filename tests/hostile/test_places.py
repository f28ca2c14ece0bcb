"""Places that are none: refused before the geometry library or an engine sees them."""

import math

import pytest

from tests.sendings import FECAMP, new_id, sent

EAST, NORTH = FECAMP


def point(*coordinates):
    return {"type": "Point", "coordinates": list(coordinates)}


def line(*positions):
    return {"type": "LineString", "coordinates": [list(position) for position in positions]}


def polygon(*rings):
    return {"type": "Polygon", "coordinates": [[list(at) for at in ring] for ring in rings]}


def circle(vertices, radius=0.01):
    turns = [2 * math.pi * n / (vertices - 1) for n in range(vertices - 1)]
    ring = [(EAST + radius * math.cos(t), NORTH + radius * math.sin(t)) for t in turns]
    return [(round(x, 6), round(y, 6)) for x, y in (*ring, ring[0])]


def star(vertices):
    """A ring that crosses itself hundreds of times: what make_valid needs minutes for."""
    ring = circle(vertices)[:-1]
    jumped = [ring[n * 7 % len(ring)] for n in range(len(ring))]
    return [*jumped, jumped[0]]


SQUARE = ((EAST, NORTH), (EAST + 0.01, NORTH), (EAST + 0.01, NORTH + 0.01), (EAST, NORTH))
BOW = ((0.37, 49.75), (0.38, 49.76), (0.38, 49.75), (0.37, 49.76), (0.37, 49.75))

AT = "/place/coordinates"
PLACES = {
    "a text": ("Fécamp", "/place"),
    "a list": ([EAST, NORTH], "/place"),
    "a number": (1, "/place"),
    "true": (True, "/place"),
    "an empty object": ({}, "/place/type"),
    "no type": ({"coordinates": FECAMP}, "/place/type"),
    "a type that is a list": ({"type": ["Point"], "coordinates": FECAMP}, "/place/type"),
    "a type in lower case": ({"type": "point", "coordinates": FECAMP}, "/place/type"),
    "several points": ({"type": "MultiPoint", "coordinates": [FECAMP]}, "/place/type"),
    "a collection": ({"type": "GeometryCollection", "geometries": []}, "/place/type"),
    "a feature": ({"type": "Feature", "geometry": point(*FECAMP)}, "/place/type"),
    "another reference system": (point(*FECAMP) | {"crs": {"type": "name"}}, "/place/crs"),
    "a height beside": (point(*FECAMP) | {"a/b~": 1}, "/place/a~1b~0"),
    "no coordinates": ({"type": "Point"}, AT),
    "coordinates that are null": ({"type": "Point", "coordinates": None}, AT),
    "coordinates that are a text": ({"type": "Point", "coordinates": "0.37,49.75"}, AT),
    "coordinates that are an object": ({"type": "Point", "coordinates": {"0": 1}}, AT),
    "no number": (point(), AT),
    "one number": (point(EAST), AT),
    "three numbers": (point(EAST, NORTH, 12), AT),
    "four numbers": (point(EAST, NORTH, 12, 0), AT),
    "texts that look like numbers": (point(str(EAST), str(NORTH)), AT),
    "a text that is no number": (point("a", NORTH), AT),
    "true for one": (point(True, NORTH), AT),
    "nothing for one": (point(None, NORTH), AT),
    "a list for one": (point([EAST], NORTH), AT),
    "a longitude beyond the antimeridian": (point(180.1, NORTH), AT),
    "a latitude beyond the pole": (point(EAST, 90.1), AT),
    "numbers in another system": (point(486_000, 6_962_000), AT),
    "a longitude of fifteen digits": (point(10**14, NORTH), AT),
    "latitude first": (point(NORTH, EAST), AT),
    "the null island": (point(0, 0), AT),
    "zero and less than zero": (point(-0.0, -0.0), AT),
    "the north pole": (point(0, 90), AT),
    "London": (point(-0.12, 51.5), AT),
    "the other side of the world": (point(-180, -49.7), AT),
    "a line of one position": (line(FECAMP), AT),
    "a line of no position": (line(), AT),
    "a line of numbers": ({"type": "LineString", "coordinates": FECAMP}, f"{AT}/0 {AT}/1"),
    "a line that leaves the country": (line(FECAMP, (-0.12, 51.5)), AT),
    "a line of 501 positions": (line(*[(EAST, NORTH + n / 1e5) for n in range(501)]), AT),
    "a polygon without a ring": (polygon(), AT),
    "a polygon with an empty ring": (polygon([]), f"{AT}/0"),
    "a polygon that is a line": ({"type": "Polygon", "coordinates": list(SQUARE)}, None),
    "a polygon with two corners": (polygon(SQUARE[:2]), AT),
    "a polygon that does not close": (polygon(circle(8)[:-1]), AT),
    "a polygon of one place": (polygon([FECAMP] * 4), AT),
    "a polygon that crosses itself": (polygon(BOW), AT),
    "a polygon that crosses itself hundreds of times": (polygon(star(300)), AT),
    "a polygon of 501 corners": (polygon(circle(501)), f"{AT}/0"),
    "a polygon of 501 corners in two rings": (polygon(circle(400), circle(101, 0.001)), AT),
    "a polygon of 20,000 corners": (polygon(circle(20_000)), f"{AT}/0"),
    "a polygon of 500 rings of 60": (polygon(*[circle(60, 0.001)] * 500), AT),
    "a hole beyond its polygon": (polygon(circle(20, 0.001), circle(20)), AT),
    "lists in lists": ({"type": "Polygon", "coordinates": [[[[[FECAMP]]]]]}, f"{AT}/0/0"),
}  # fmt: skip


@pytest.mark.parametrize(("place", "pointers"), PLACES.values(), ids=PLACES.keys())
def test_a_place_that_is_none_is_pointed_at(world, place, pointers):
    ask = ("PUT", f"/api/v1/observations/{new_id()}")
    expected = pointers and set(pointers.split())
    world.refuses("invalid-content", ask, expected, json=sent(place=place))


def test_a_place_of_100_000_corners_is_too_large_to_be_read(world):
    ask = ("PUT", f"/api/v1/observations/{new_id()}")
    world.refuses("too-large", ask, json=sent(place=polygon(circle(100_000))))


NO_NUMBERS = ("NaN", "Infinity", "-Infinity", "1e400", "-1e400", "1e", "+1", "01", ".5", "0x10")


@pytest.mark.parametrize("number", NO_NUMBERS)
def test_a_number_that_json_does_not_have_makes_the_whole_unreadable(world, number):
    ask = ("PUT", f"/api/v1/observations/{new_id()}")
    told = f'{{"protocol": "tree", "place": {{"type": "Point", "coordinates": [{number}, 49.7]}}}}'
    world.refuses("bad-json", ask, data=told, content_type="application/json")


@pytest.mark.parametrize("kind", ["LineString", "Polygon"])
def test_felt_heat_is_felt_at_a_point(world, kind):
    place = line(FECAMP, SQUARE[1]) if kind == "LineString" else polygon(SQUARE)
    ask = ("PUT", f"/api/v1/observations/{new_id()}")
    world.refuses("invalid-content", ask, {"/place/type"}, json=sent("heat", place=place))


def test_the_two_numbers_taken_for_each_other_are_told_so(world):
    ask = ("PUT", f"/api/v1/observations/{new_id()}")
    answer = world.refuses("invalid-content", ask, {AT}, json=sent(place=point(NORTH, EAST)))
    assert "inversées" in answer.get_json(force=True)["errors"][0]["detail"]


SEARCHES = {
    "a longitude alone": ("lon=0.37", "/query/lat"),
    "a latitude alone": ("lat=49.7", "/query/lon"),
    "a longitude that is no number": ("lon=nan&lat=49.7", "/query/lon"),
    "a longitude without an end": ("lon=inf&lat=49.7", "/query/lon"),
    "a longitude too large to be a number": ("lon=1e400&lat=49.7", "/query/lon"),
    "a longitude beyond the antimeridian": ("lon=181&lat=49.7", "/query/lon"),
    "a latitude beyond the pole": ("lon=0&lat=-91", "/query/lat"),
    "an empty latitude": ("lon=0&lat=", "/query/lat"),
    "a decimal comma": ("lon=0,37&lat=49.7", "/query/lon"),
    "texts": ("lon=a&lat=b", "/query/lon /query/lat"),
}


@pytest.mark.parametrize(("query", "pointers"), SEARCHES.values(), ids=SEARCHES.keys())
def test_a_place_one_searches_for_is_one(world, query, pointers):
    ask = ("GET", f"/api/v1/territories?{query}")
    world.refuses("invalid-content", ask, set(pointers.split()))
