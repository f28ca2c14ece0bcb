"""What a place adds up to, and which of its squares nobody has looked at."""

import pytest
from shapely import Point
from shapely.geometry import Polygon, box, shape

from config.protocols import PROTOCOLS
from exports.datasets.cutting.rules import Told
from exports.felt_temperature import FELT
from exports.places import circle, felt
from exports.places.looked import looked, side
from exports.places.rules import Sum, month_of
from reference.territories.grids import square_of, squares_at

HERE = (0.3741, 49.7572)


def row(cd_ref, name, group, day, **more):
    told = {"uuid": name, "precision": "exact", "first_day": day, "last_day": day}
    return told | {"cd_ref": cd_ref, "scientific_name": name, "taxon_group": group} | more


def summed(code, *rows):
    sums = Sum(PROTOCOLS[code])
    for one in rows:
        sums.add(one)
    return sums.told()


def test_species_are_counted_by_group_by_season_and_by_month():
    told = summed(
        "biodiversity",
        row(1, "Erithacus rubecula", "Oiseaux", "2026-05-01"),
        row(1, "Erithacus rubecula", "Oiseaux", "2026-12-03"),
        row(2, "Parus major", "Oiseaux", "2026-05-09"),
        row(3, "Bufo bufo", "Amphibiens", "2026-03-01", precision="commune"),
        row(None, "", "", "2026-03-02"),
    )
    assert (told["count"], told["exact"]) == (5, 4)
    assert [(g["name"], g["count"], g["species"]) for g in told["groups"]] == [
        ("Oiseaux", 3, 2), ("Amphibiens", 1, 1), ("", 1, 0),
    ]  # fmt: skip
    robin = told["groups"][0]["shown"][0]
    assert (robin["name"], robin["count"]) == ("Erithacus rubecula", 2)
    assert robin["seasons"] == ["spring", "winter"]
    by_season = {one["name"]: (one["count"], one["species"]) for one in told["seasons"]}
    assert by_season == {"spring": (3, 3), "summer": (0, 0), "autumn": (0, 0), "winter": (1, 1)}
    assert [told["months"][at] for at in (2, 4, 11)] == [2, 2, 1]
    assert told["days"] == ["2026-03-01", "2026-12-03"]


def test_what_is_planted_tells_nothing_of_months_nor_of_species():
    planted = next(
        choice.value
        for choice in PROTOCOLS["biodiversity"].question("naturality").choices
        if choice.terms.get("sinp") == "3"
    )
    told = summed(
        "biodiversity",
        row(1, "Acer palmatum", "Angiospermes", "2026-05-01", naturality=planted),
        row(2, "Acer", "Angiospermes", "2026-05-01", ornamental="Acer 'Dissectum'"),
    )
    assert (told["count"], told["planted"], told["groups"], sum(told["months"])) == (2, 2, [], 0)


def test_of_trees_the_largest_come_first_and_those_that_are_gone_last():
    told = summed(
        "tree",
        row(1, "a", "", "2026-05-01", girth_cm=100),
        row(1, "b", "", "2026-05-01", girth_cm=500, gone_on="2026-06-01"),
        row(1, "c", "", "2026-05-01", girth_cm=300),
        row(1, "d", "", "2026-05-01"),
    )
    assert [one["uuid"] for one in told["things"]] == ["c", "a", "d", "b"]
    assert told["standing"] == 3


@pytest.mark.parametrize(
    ("first", "last", "month"),
    [("2026-05-01", "2026-05-31", 5), ("2026-01-01", "2026-12-31", 0),
     ("2025-05-01", "2026-05-01", 0)],
)  # fmt: skip
def test_a_record_of_several_months_is_of_none(first, last, month):
    assert month_of(first, last) == month


def test_a_square_is_looked_at_where_something_exact_is_published():
    east, north = HERE
    small = box(east - 0.004, north - 0.003, east + 0.004, north + 0.003)
    assert side(small) == 200
    told = looked(small, squares_at([HERE]), 200)
    assert len(told.seen) == 1
    assert Polygon(told.seen[0]).covers(Point(HERE))
    assert len(told.unseen) > 5
    assert all(not Polygon(one).covers(Point(HERE)) for one in told.unseen)
    nobody = looked(small, set(), 200)
    assert (nobody.seen, len(nobody.unseen)) == ([], len(told.unseen) + 1)


def test_larger_places_have_larger_squares_and_the_largest_none():
    east, north = HERE
    assert side(box(east, north, east + 0.05, north + 0.05)) == 1000
    assert side(box(east, north, east + 1, north + 1)) == 0


def test_many_places_have_the_squares_that_each_has():
    places = [HERE, (0.38, 49.76), (0.3742, 49.7573)]
    assert squares_at(places) == {square_of(*one) for one in places}


def test_neighbours_share_a_circle_and_what_is_blurred_is_in_none():
    drawn = circle.around(*HERE)
    middle = square_of(*HERE).centre()
    assert drawn.equals(circle.around(*middle))
    assert drawn.covers(Point(HERE))
    where = Told("exact", "76259", "76", "", lambda: Point(HERE))
    assert circle.is_around(where, drawn)
    for blurred in ("commune", "cell", "department"):
        assert not circle.is_around(where._replace(precision=blurred), drawn)


def square(month, hot, name="CRS3035RES200mN2983600E3770400"):
    told = dict.fromkeys(FELT, 0) | {FELT[5]: hot, FELT[1]: 12 - hot}
    about = {"month": month, "hours": "15-20", "cell": name, "size_m": 200, "people": 6}
    about |= {"median": 2, "first_quartile": 1, "third_quartile": 2, "hot_share": hot / 12}
    about |= {"hot_share_low": 0.3, "hot_share_high": 0.9}
    return {"properties": told | about, "geometry": shape(box(0, 0, 1, 1)).__geo_interface__}


def test_heat_is_a_distribution_of_one_moment_with_what_is_sure():
    assert felt.felt(felt.kept([])) is None
    told = felt.felt(felt.kept([square("2026-06", 3), square("2026-07", 9), square("2026-07", 6)]))
    assert (told.moment.month, told.answers, told.others) == ("2026-07", 24, 1)
    assert {value: count for value, count, _ in told.rows if count} == {-2: 9, 2: 15}
    share, low, high = told.hot
    assert low < share == 15 / 24 < high
