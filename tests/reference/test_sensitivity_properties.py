"""Properties of the level of a record: whatever the rules and the record, never less than asked."""

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from reference.sensitivity.rules import LOCAL, NATIONAL, Rule, Subject, held, ruling, touches

TODAY = date(2026, 11, 22)
BAT, MYOTIS, ROBIN = 60461, 195005, 4001

names = st.sampled_from([BAT, MYOTIS, ROBIN])
areas = st.sampled_from(["76", "27", "76259"])
codes = st.sampled_from(["", "1", "3", "4", "7"])
days = st.dates(date(1990, 1, 1), date(2027, 1, 1))
month_days = st.builds(lambda month, day: month * 100 + day, st.integers(1, 12), st.integers(1, 31))
rules = st.builds(
    Rule,
    cd_nom=names,
    name=st.sampled_from(["a", "b"]),
    area=areas,
    level=st.integers(0, 4),
    years=st.none() | st.integers(1, 30),
    status=codes,
    behaviour=codes,
    season=st.none() | st.tuples(month_days, month_days),
    note=st.sampled_from(["", "gîtes"]),
    origin=st.sampled_from([NATIONAL, LOCAL]),
)


@st.composite
def subjects(draw):
    first, last = sorted((draw(days), draw(days)))
    named, where = draw(st.frozensets(names)), draw(st.frozensets(areas))
    return Subject(named, where, first, last, draw(codes), draw(codes))


books = st.lists(rules, max_size=12)


@given(books, subjects())
def test_the_level_is_never_below_any_rule_that_touches_the_record(book, subject):
    told = ruling(book, subject, TODAY)
    touching = [one for one in book if touches(one, subject, TODAY)]
    assert all(told.level >= one.level for one in touching)
    assert told.level == max((one.level for one in touching), default=0)
    assert (told.rule in touching) if told.rule else told.level == 0


@given(books, rules, subjects())
def test_a_rule_more_never_lowers_the_level(book, more, subject):
    assert ruling([*book, more], subject, TODAY).level >= ruling(book, subject, TODAY).level


@given(st.data(), books, subjects())
def test_the_order_of_the_rules_does_not_matter(data, book, subject):
    shuffled = data.draw(st.permutations(book))
    assert ruling(shuffled, subject, TODAY) == ruling(book, subject, TODAY)


@given(books, subjects(), st.sampled_from(["areas", "status", "behaviour"]))
def test_knowing_less_never_shows_more(book, subject, forgotten):
    blank = {"areas": frozenset(), "status": "", "behaviour": ""}[forgotten]
    unknown = subject._replace(**{forgotten: blank})
    assert ruling(book, unknown, TODAY).level >= ruling(book, subject, TODAY).level


@given(books, subjects(), days)
def test_a_wider_doubt_about_the_day_never_shows_more(book, subject, other):
    first, last = min(subject.first_day, other), max(subject.last_day, other)
    wider = subject._replace(first_day=first, last_day=last)
    assert ruling(book, wider, TODAY).level >= ruling(book, subject, TODAY).level


levels = st.integers(0, 4)
maybe = st.none() | levels


@given(levels, maybe, maybe)
def test_only_a_waiver_shows_more_than_the_rules(due, chosen, waived):
    told = held(due, chosen, waived)
    assert told >= min(due, chosen if chosen is not None else due)
    if told < due:
        assert told == chosen
        assert waived is not None and waived >= due


@given(levels, levels)
def test_a_moderator_hides_more_freely(due, chosen):
    assume(chosen >= due)
    assert held(due, chosen, None) == chosen


@given(levels, levels, levels)
def test_a_waiver_does_not_hold_against_stronger_rules(due, chosen, waived):
    assume(due > waived)
    assert held(due, chosen, waived) >= due
