"""What is delivered together, without a database."""

from hypothesis import given
from hypothesis import strategies as st

from config.events.outbox.rules import MOST, Due, groups

MANY = {"tree.sent", "bird.sent"}
DUE = st.builds(
    Due,
    number=st.integers(1, 10_000),
    name=st.sampled_from(["tree.sent", "bird.sent", "letter.asked"]),
    town=st.sampled_from([1, 2]),
    attempts=st.sampled_from([0, 0, 0, 1, 5]),
)
ALL_DUE = st.lists(DUE, max_size=400, unique_by=lambda one: one.number).map(sorted)


def grouped(due):
    return groups(due, MANY.__contains__)


@given(ALL_DUE)
def test_each_is_in_one_group_of_its_kind_in_order(due):
    known = {one.number: one for one in due}
    made = grouped(due)
    assert sorted(number for group in made for number in group) == [*known]
    for group in made:
        kinds = {(known[number].name, known[number].town) for number in group}
        assert len(kinds) == 1
        assert group == sorted(group)
        assert len(group) <= MOST
    assert made == sorted(made), "in the order of the first of each"


@given(ALL_DUE)
def test_what_was_tried_before_or_has_a_job_that_takes_one_goes_alone(due):
    known = {one.number: one for one in due}
    for group in grouped(due):
        if len(group) > 1:
            assert {known[number].attempts for number in group} == {0}
            assert known[group[0]].name in MANY


def test_what_is_of_one_kind_fills_groups_though_other_news_lies_between():
    due = [Due(n, ("tree.sent", "letter.asked")[n % 2], 1, 0) for n in range(2 * MOST + 2)]
    sizes = [len(group) for group in grouped(due)]
    assert sorted(sizes, reverse=True)[:2] == [MOST, 1]
    assert sizes.count(1) == MOST + 1 + 1
