"""What looks unlikely in an observation: by tables, and whatever is sent."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from citizen.plausibility.rules import Other, Seen, Species, flags
from citizen.plausibility.sun import elevation
from config.protocols import PROTOCOLS

NOW = datetime(2026, 5, 14, 12, 0, tzinfo=UTC)
HERE = (0.3741, 49.7572)
ROBIN = Species("Erithacus rubecula", "P", {4: 6, 5: 9}, False)


def seen(protocol="biodiversity", **changes):
    """An observation that nothing is unlikely in, but for what a test changes."""
    plain = Seen(
        protocol=PROTOCOLS[protocol], answers=dict(PROTOCOLS[protocol].example), observed_at=NOW,
        month=NOW.month, is_instant=True, longitude=HERE[0], latitude=HERE[1], accuracy_m=8,
        place_source="gps", is_here=True, received_at=NOW,
    )  # fmt: skip
    return replace(plain, **changes)


def codes(**changes):
    return [flag.code for flag in flags(seen(**changes))]


def test_the_example_of_each_protocol_is_likely():
    for protocol in PROTOCOLS:
        assert codes(protocol=protocol) == []


@pytest.mark.parametrize(("is_here", "told"), [(True, []), (None, []), (False, ["outside"])])
def test_a_place_is_outside_only_where_the_outline_of_the_town_is_known(is_here, told):
    assert codes(is_here=is_here) == told


@pytest.mark.parametrize(
    ("ago", "told"),
    [
        (timedelta(minutes=-9), []), (timedelta(minutes=-11), ["future"]),
        (timedelta(days=-800), ["future"]), (timedelta(days=19 * 365), []),
        (timedelta(days=56 * 365), ["long-ago"]),
    ],
)  # fmt: skip
def test_a_date_is_ahead_of_us_or_long_ago(ago, told):
    assert codes(observed_at=NOW - ago) == told


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("P", []), ("", []), ("I", []), ("E", []), ("A", ["not-in-country"]),
        ("W", ["not-in-country"]), ("Q", ["not-in-country"]), ("B", ["vagrant"]),
    ],
)  # fmt: skip
def test_a_species_lives_in_a_territory_as_taxref_says(status, told):
    assert codes(species=ROBIN._replace(status=status)) == told


def test_what_is_planted_or_kept_may_be_anything_anywhere_anytime():
    kept = Species("Panthera leo", "A", {1: 30}, True, is_wild=False)
    assert codes(species=kept) == []


@pytest.mark.parametrize(
    ("month", "by_month", "told"),
    [
        (11, {5: 12}, ["out-of-season"]), (4, {5: 12}, []), (6, {5: 12}, []),
        (11, {5: 9}, []),  # too few to know
        (1, {12: 12}, []), (12, {1: 12}, []),  # the year turns
        (None, {5: 12}, []),  # only the year is known
    ],
)  # fmt: skip
def test_a_species_is_out_of_season_where_it_is_known_well_and_never_then(month, by_month, told):
    assert codes(month=month, species=ROBIN._replace(by_month=by_month)) == told


def test_a_species_is_the_first_here_only_where_much_is_known():
    new = ROBIN._replace(by_month={})
    assert codes(species=new) == []
    assert codes(species=new._replace(is_place_known=True)) == ["first-here"]


@pytest.mark.parametrize(
    ("answers", "genus", "told"),
    [
        ({"girth_cm": 999}, "", []), ({"girth_cm": 1001}, "", ["unlikely-number"]),
        ({"girth_cm": 1400}, "Quercus", []), ({"girth_cm": 1600}, "Quercus", ["unlikely-number"]),
        ({"girth_cm": 500}, "Betula", ["unlikely-number"]), ({"girth_cm": 500}, "Abies", []),
        ({"height_m": 46}, "", ["unlikely-number"]), ({"height_m": 46}, "Pseudotsuga", []),
        ({"height_m": 25}, "Buxus", ["unlikely-number"]),
        ({"girth_cm": 40, "height_m": 25}, "", ["too-slender"]),
        ({"girth_cm": 10, "height_m": 6}, "", []),  # a sapling
        ({"girth_cm": 200, "height_m": 30}, "", []),
    ],
)  # fmt: skip
def test_a_size_is_one_that_is_met_for_its_genus(answers, genus, told):
    assert codes(protocol="tree", answers=answers, genus=genus) == told


@pytest.mark.parametrize(
    ("air", "felt", "sun", "told"),
    [
        (None, 3, "partial", []), (12, 2, "partial", ["against-weather"]),
        (12, 2, "full-sun", []), (12, 1, "partial", []), (15, 2, "partial", []),
        (30, -2, "tree-shade", ["against-weather"]), (30, -2, "indoors", []), (28, -3, "night", []),
    ],
)  # fmt: skip
def test_a_vote_is_read_beside_the_air_of_that_hour(air, felt, sun, told):
    answers = {"sensation": felt, "sun_exposure": sun}
    assert codes(protocol="heat", answers=answers, air_c=air) == told


def test_nobody_is_in_the_sun_at_night():
    answers = {"sensation": 1, "sun_exposure": "full-sun"}
    night = {"observed_at": NOW.replace(hour=1), "protocol": "heat", "answers": answers}
    assert codes(**night) == ["sun-at-night"]
    assert codes(**night, is_instant=False) == []


@pytest.mark.parametrize(
    ("month", "noon", "midnight"), [(6, (62, 65), (-18, -15)), (12, (15, 18), (-65, -62))]
)
def test_the_sun_stands_as_almanacs_say(month, noon, midnight):
    at = datetime(2026, month, 21, tzinfo=UTC)
    assert midnight[0] < elevation(at, 0, 49.76) < midnight[1]
    assert noon[0] < elevation(at.replace(hour=12), 0, 49.76) < noon[1]


def other(minutes=1.0, east=0.0, source="gps", protocol="biodiversity"):
    """Another observation of the same author, so many minutes before, so many degrees east."""
    at = NOW - timedelta(minutes=minutes)
    return Other(at, HERE[0] + east, HERE[1], 8, source, protocol)


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ([other(1, 0.01)], []),  # 700 m in a minute, but near enough to be one place
        ([other(10, 0.3)], []),  # 21 km: a car
        ([other(5, 0.3)], ["too-fast"]),
        ([other(0, 0.3)], ["too-fast"]),
        ([other(5, 0.3, "map")], []),  # a point put on a map says nothing of where one stood
        ([other(45, 3)], []),  # farther in time than is looked at
    ],
)
def test_nobody_goes_faster_than_a_car(others, told):
    assert codes(others=others) == told


def test_one_person_gives_so_many_answers_in_an_hour():
    assert codes(others=[other(0.1 * n) for n in range(119)]) == []
    assert codes(others=[other(0.1 * n) for n in range(120)]) == ["many-an-hour"]


def test_one_person_votes_so_many_times_at_one_spot():
    votes = [other(n, protocol="heat") for n in range(5)]
    assert codes(protocol="heat", others=votes) == ["many-here"]
    assert codes(protocol="heat", others=votes[:4]) == []
    assert codes(others=[other(n) for n in range(5)]) == [], "five species at one spot are usual"
