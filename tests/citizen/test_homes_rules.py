"""Where somebody lives, by what they sent: by tables, and whatever they send."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citizen.observations.homes.rules import (
    HIDING,
    NIGHTLY,
    NIGHTS,
    OFTEN,
    REACH_M,
    SAID,
    SPOT_M,
    ZONE,
    Point,
    _anchors,
    away,
    hides_name,
    hides_place,
    homes,
    is_by_night,
    night,
)

HERE = (0.3741, 49.7572)
EVENING = datetime(2026, 5, 1, 22, 0, tzinfo=UTC)


def point(number, day=0, hour=22, metres=0.0, **changes):
    """A record of a day and hour, so many metres north of here."""
    local = EVENING.replace(hour=hour) + timedelta(days=day)
    plain = Point(number, HERE[0], HERE[1] + metres / 111_320, local, True, None)
    return plain._replace(**changes)


def at_home(points, zone=()):
    return [home for _, home in sorted(homes(points, zone).items())]


@pytest.mark.parametrize(
    ("nights", "told"),
    [
        ([0, 1, 2], [""] * 3),  # three records: perhaps a walk
        ([0, 1, 2, 3], [NIGHTS] * 4), ([0, 0, 1, 2], [NIGHTS] * 4),
        ([0, 0, 1, 1], [""] * 4),  # two nights: perhaps a visit
    ],
)  # fmt: skip
def test_more_than_three_records_by_night_at_one_spot_tell_a_home(nights, told):
    assert at_home([point(n, day) for n, day in enumerate(nights)]) == told


def test_what_was_seen_there_by_day_is_at_home_too_and_farther_is_not():
    nightly = [point(n, n) for n in range(4)]
    days = [point(10, hour=12, metres=140), point(11, hour=12, metres=160)]
    assert at_home(nightly + days) == [NIGHTS] * 5 + [""]


def test_an_hour_after_midnight_is_of_the_evening_before():
    late, early = point(0, hour=23), point(1, day=1, hour=2)
    assert night(late) == night(early)
    assert is_by_night(late) and is_by_night(early)
    assert not is_by_night(point(0, hour=12))
    assert not is_by_night(point(0)._replace(is_timed=False)), "a day without its hour is midnight"


def test_records_by_night_that_are_apart_tell_nothing():
    assert at_home([point(n, n, metres=300 * n) for n in range(8)]) == [""] * 8


def test_an_author_says_where_they_live_and_where_they_do_not():
    nightly = [point(n, n, at_home=False) for n in range(6)]
    assert at_home(nightly) == [""] * 6, "a pond where somebody listens to frogs"
    assert at_home([point(0, hour=12, at_home=True), point(1, hour=9, metres=100)]) == [SAID, SAID]
    assert at_home([point(0, hour=12, at_home=True), point(1, metres=10, at_home=False)])[1] == ""


def test_private_ground_is_private_whatever_is_said():
    assert at_home([point(0, hour=12), point(1, hour=12, at_home=False)], {0, 1}) == [ZONE, ZONE]


def test_what_the_nights_told_holds_when_the_others_are_gone():
    assert at_home([point(0, known=NIGHTS)]) == [NIGHTS]
    assert at_home([point(0, known=NIGHTS, at_home=False)]) == [""]
    assert at_home([point(0, known=ZONE)]) == [""], "the town marks it no more"


def test_where_many_days_pile_up_the_name_goes_and_the_place_stays():
    days = [point(n, n % 10, hour=12) for n in range(20)]
    assert at_home(days) == [OFTEN] * 20
    assert at_home(days[:19]) == [""] * 19
    assert at_home([point(n, n % 9, hour=12) for n in range(30)]) == [""] * 30
    assert hides_name(OFTEN) and not hides_place(OFTEN)
    assert all(hides_place(home) and hides_name(home) for home in HIDING)
    assert not hides_place("") and not hides_name("")


numbers = st.integers(0, 30)
points = st.lists(
    st.builds(
        point, numbers, numbers, st.integers(0, 23), st.floats(-400, 400),
        at_home=st.sampled_from([None, None, True, False]),
        known=st.sampled_from(["", "", NIGHTS, OFTEN, ZONE]),
    ),
    max_size=30, unique_by=lambda one: one.number,
)  # fmt: skip


@given(points)
def test_the_order_they_came_in_says_nothing(some):
    assert homes(some) == homes(some[::-1])


@given(points, points)
def test_one_more_record_never_shows_more_of_another(some, more):
    """The published place never reveals more, whatever is added: what hides goes on hiding."""
    before, whole = homes(some), {one.number: one for one in (*more, *some)}
    after = homes([*whole.values()])
    for one in some:
        assert not hides_place(before[one.number]) or hides_place(after[one.number])
        assert not hides_name(before[one.number]) or hides_name(after[one.number])


@given(points)
def test_what_was_held_goes_on_being_held(some):
    told = homes(some)
    held = [one._replace(known=told[one.number]) for one in some]
    again = homes(held)
    assert all(hides_place(again[n]) >= hides_place(told[n]) for n in told if told[n] != ZONE)


@given(points)
def test_whoever_lives_somewhere_hides_what_they_left_open_around(some):
    told = homes(some)
    for home in (one for one in some if one.at_home):
        for one in some:
            if one.at_home is None and away(one, home) <= REACH_M:
                assert hides_place(told[one.number])


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 6)), max_size=40))
def test_piles_are_as_if_each_were_measured_from_each(told):
    points = [point(n, day, metres=metres) for n, (metres, day) in enumerate(told)]
    counted = []
    for one in points:
        around = [other for other in points if away(one, other) <= SPOT_M]
        if len(around) >= NIGHTLY.records and len(set(map(night, around))) >= NIGHTLY.days:
            counted.append(one)
    assert _anchors(points, NIGHTLY) == counted
