"""Weeks of figures, from plain instants: what came, how soon it was answered, agreement."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from moderation.figures.rules import at_most, chart, monday_of, mondays, starts, weeks, whole
from moderation.readings.rules import SHOWN_FROM

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)  # a Wednesday
DAYS = mondays(NOW, 3)
NONE = {"received": {}, "waiting": {}}


def test_weeks_begin_on_monday_in_france():
    assert [date(2026, 11, 9), date(2026, 11, 16), date(2026, 11, 23)] == DAYS
    assert starts(date(2026, 11, 23)) == datetime(2026, 11, 22, 23, tzinfo=UTC)
    assert starts(date(2026, 7, 6)) == datetime(2026, 7, 5, 22, tzinfo=UTC)
    assert monday_of(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)) == date(2026, 11, 23)


@given(st.integers(-600_000_000, 4_000_000_000).map(lambda s: datetime.fromtimestamp(s, UTC)))
def test_every_instant_falls_in_the_week_that_began_before_it(moment):
    day = monday_of(moment)
    assert day.weekday() == 0
    assert starts(day) <= moment < starts(day + timedelta(weeks=1))


def test_a_delay_counts_in_the_week_of_its_answer():
    answered = starts(DAYS[1]) + timedelta(hours=12)
    answers = [(answered - timedelta(days=n), answered) for n in range(1, 11)]
    found = weeks(DAYS, {"received": {DAYS[0]: 10}, "waiting": {DAYS[0]: 10}}, answers, [])
    assert [one.received for one in found] == [10, 0, 0]
    assert [one.answered for one in found] == [0, 10, 0]
    assert [one.waiting for one in found] == [10, 0, 0]
    assert (found[1].days, found[1].slow_days) == (5.5, 9)
    assert found[0].days is None
    assert whole(found, answers).days == 5.5


def test_too_few_readings_tell_of_nobody():
    at = starts(DAYS[2])
    few = weeks(DAYS, NONE, [], [(at, True)] * (SHOWN_FROM - 1))
    assert few[2].agreement is None
    enough = weeks(DAYS, NONE, [], [(at, True)] * (SHOWN_FROM - 1) + [(at, False)])
    assert enough[2].agreement == round(100 * (SHOWN_FROM - 1) / SHOWN_FROM)
    assert whole(enough, []).agreement == enough[2].agreement


def test_what_happened_before_the_weeks_counts_in_none():
    long_ago = starts(DAYS[0]) - timedelta(days=30)
    found = weeks(DAYS, NONE, [(long_ago, long_ago)], [(long_ago, True)])
    assert sum(one.answered + one.read for one in found) == 0


@given(st.lists(st.floats(0, 1000), min_size=1), st.integers(1, 100))
def test_so_many_in_a_hundred_are_not_above(values, share):
    found = at_most(values, share)
    assert found in values
    assert 100 * sum(one <= found for one in values) >= share * len(values)


def test_bars_stand_on_one_line_and_what_is_unknown_has_none():
    drawn = chart([0, 5, 10], [None, 2.5, 10])
    assert drawn.most == 10
    assert drawn.bars[1][0] is None
    feet = {round(bar.y + bar.height, 1) for one in drawn.bars for bar in one if bar}
    assert feet == {180.0}
    assert drawn.bars[0][2].height == 180.0
    assert chart([0, 0], [None, None]).most == 0
