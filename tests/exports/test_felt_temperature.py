"""Felt heat is told by groups: enough people in each, and no group within another."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import combinations, pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx

from exports.felt_temperature import (
    LEAST_ANSWERS,
    LEAST_PEOPLE,
    SIZES,
    Group,
    Square,
    Tally,
    facts,
    interval,
    quantile,
    square_of,
)
from exports.records import Vote

NOON = datetime(2026, 7, 8, 12, 0)  # noqa: DTZ001 – by the observer's own clock
HERE = (0.3750, 49.7580)
CORNER = Square(3_006_000, 3_630_000, 200)  # of a square of 600 m and of one of 1 km


def vote(person: int = 1, at: datetime = NOON, place: Any = HERE, **answers: Any) -> Vote:
    told = {"sensation": 2, "answer_mode": "in-situ"} | answers
    return Vote(person, place[0], place[1], at, told)


def crowd(people: int, hours: int, place: Any = HERE, first: int = 1) -> list[Vote]:
    """So many people, each answering once an hour on the days that follow."""
    return [
        vote(person, NOON + timedelta(days=day), place)
        for person in range(first, first + people)
        for day in range(hours)
    ]


def groups(votes: Iterable[Vote]) -> list[Group]:
    tally = Tally()
    for one in votes:
        tally.add(one)
    return list(tally.groups())


def middle(north: int, east: int) -> tuple[float, float]:
    """The middle of a square of 200 m, counted from the corner."""
    return Square(CORNER.north + north * 200, CORNER.east + east * 200, 200).centre()


@st.composite
def walks(draw: st.DrawFn) -> list[Vote]:
    """A dozen people over a kilometre or two and half a day, dense enough to be published."""
    chance = draw(st.randoms(use_true_random=False))
    wide, hours = draw(st.integers(1, 9)), draw(st.integers(1, 14))
    return [
        vote(
            chance.randint(1, 12),
            NOON + timedelta(hours=chance.randrange(hours)),
            middle(chance.randrange(wide), chance.randrange(wide)),
            sensation=chance.randint(-3, 3),
        )
        for _ in range(draw(st.integers(0, 300)))
    ]


@settings(max_examples=150, deadline=None)
@given(walks())
def test_every_published_group_has_enough_people_and_touches_no_other(votes: list[Vote]) -> None:
    published = groups(votes)

    for group in published:
        assert group.people >= LEAST_PEOPLE
        assert group.answers >= LEAST_ANSWERS
    for one, other in combinations(published, 2):
        assert one.when != other.when or one.square.within().isdisjoint(other.square.within())


@settings(max_examples=100, deadline=None)
@given(walks(), st.randoms(use_true_random=False))
def test_the_order_of_the_votes_tells_nothing(votes: list[Vote], chance: Any) -> None:
    shuffled = votes.copy()
    chance.shuffle(shuffled)
    assert groups(shuffled) == groups(votes)


@settings(max_examples=100, deadline=None)
@given(walks())
def test_a_published_square_holds_all_its_answers(votes: list[Vote]) -> None:
    for group in groups(votes):
        inside = {
            (one.person, one.at.day, one.at.hour)
            for one in votes
            if square_of(one.longitude, one.latitude) in group.square.within()
            and groups_of(one) == group.when
        }
        assert len(inside) == group.answers


def groups_of(one: Vote) -> Any:
    tally = Tally()
    tally.add(one)
    return next(iter(tally.given))


@pytest.mark.parametrize(
    ("people", "hours", "shown"), [(4, 5, 0), (5, 2, 0), (5, 3, 1), (11, 1, 1)]
)
def test_five_people_and_eleven_answers_make_a_group(people: int, hours: int, shown: int) -> None:
    assert len(groups(crowd(people, hours))) == shown


def test_memories_do_not_count() -> None:
    votes = crowd(11, 1)
    remembered = vote(99, answer_mode="memory")
    untold = Vote(98, *HERE, NOON, {"sensation": 3})
    assert groups([*votes, remembered, untold])[0].people == 11


def test_of_several_answers_in_one_hour_the_first_counts() -> None:
    late = vote(1, NOON + timedelta(minutes=20), sensation=-3)
    assert groups([late, *crowd(11, 1)])[0].counts == (0, 0, 0, 0, 0, 11, 0)


def test_small_squares_are_gathered_into_one_of_600_m_then_of_1_km() -> None:
    near = crowd(6, 1, middle(0, 0)) + crowd(6, 1, middle(2, 2), first=7)
    far = crowd(6, 1, middle(0, 0)) + crowd(6, 1, middle(4, 4), first=7)
    assert [g.square.name for g in groups(near)] == ["CRS3035RES600mN3006000E3630000"]
    assert [g.square.name for g in groups(far)] == ["CRS3035RES1000mN3006000E3630000"]


def test_a_larger_square_never_covers_one_already_published() -> None:
    votes = crowd(11, 1, middle(0, 0)) + crowd(11, 1, middle(1, 1), first=4)[:-4]
    assert [(g.square.size, g.people) for g in groups(votes)] == [(200, 11)]


def test_one_person_counts_once_an_hour_in_a_larger_square_too() -> None:
    walked = [vote(1, NOON, middle(0, step)) for step in range(3)]
    votes = [*walked, *crowd(10, 1, middle(1, 1), first=2)]
    assert [(g.square.size, g.answers) for g in groups(votes)] == [(600, 11)]


def test_a_night_belongs_to_the_day_before_it() -> None:
    night = datetime(2026, 8, 1, 2, 30)  # noqa: DTZ001
    (group,) = groups(vote(person, night) for person in range(11))
    assert group.when == ("2026-07", "20-06")


def test_day_and_night_are_never_pooled() -> None:
    votes = [vote(person, NOON + timedelta(hours=person)) for person in range(12)]
    assert groups(votes) == []


def test_squares_are_those_of_the_european_grid() -> None:
    assert square_of(10, 52).around(1000).name == "CRS3035RES1000mN3210000E4321000"
    assert len(Square(0, 0, 600).within()) == 9
    assert [size % SIZES[0] for size in SIZES] == [0, 0, 0]


def test_an_outline_turns_counter_clockwise_around_its_centre() -> None:
    outline = CORNER.outline()
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(outline))
    assert outline[0] == outline[-1]
    assert area > 0
    assert square_of(*CORNER.centre()) == CORNER


def test_wilson_s_interval_is_that_of_the_books() -> None:
    assert interval(0.5, 10) == approx((0.2366, 0.7634), abs=1e-4)
    assert interval(0, 11)[0] == 0
    assert interval(1, 11)[1] == 1


def test_quartiles_are_answers_someone_gave() -> None:
    counts = (0, 0, 0, 3, 0, 0, 3)
    assert [quantile(counts, share) for share in (0.25, 0.5, 0.75)] == [0, 0, 3]


def test_facts_tell_the_hot_share_with_its_doubt() -> None:
    told = facts(groups(crowd(11, 1))[0])
    assert (told["felt_plus_2"], told["median"], told["hot_share"]) == (11, 2, 1)
    assert told["hot_share_low"] == approx(0.741)
