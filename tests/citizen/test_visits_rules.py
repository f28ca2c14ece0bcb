"""What a lasting thing is hangs on no order of its visits, merges, undoings and withdrawals."""

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from citizen.observations.visits.rules import (
    ACCEPTED,
    MERGED,
    WITHDRAWN,
    Member,
    face,
    leads,
    roots,
    shown,
    state,
    things,
)
from config.protocols import PROTOCOLS

TREE = PROTOCOLS["tree"]
UUIDS = [UUID(int=number) for number in range(1, 8)]
DAY = date(2020, 1, 1)

links = st.dictionaries(st.sampled_from(UUIDS), st.none() | st.sampled_from(UUIDS), min_size=1)
healths = st.sampled_from([None, "good", "weak", "felled", "fallen", "unknown"])


@st.composite
def members(draw):
    found = []
    for uuid in draw(st.lists(st.sampled_from(UUIDS), unique=True, min_size=1)):
        day = DAY + timedelta(days=draw(st.integers(0, 3)))
        answers = {"health": draw(healths), "girth_cm": draw(st.none() | st.integers(5, 3000))}
        answers["girth_method"] = draw(st.none() | st.sampled_from(["measured", "estimated"]))
        told = {name: value for name, value in answers.items() if value is not None}
        status = draw(st.sampled_from([ACCEPTED, MERGED, WITHDRAWN, "submitted", "rejected"]))
        found.append(Member(uuid, status, draw(st.integers(0, 5)), (day, day), told))
    return found


@given(links)
def test_every_observation_is_of_one_thing_and_circles_end(told):
    root = roots(told)
    assert root.keys() == told.keys()
    for uuid, above in told.items():
        assert root[uuid] in told
        assert root[root[uuid]] == root[uuid]
        if above in told:
            assert root[above] == root[uuid]


@given(links, st.randoms())
def test_the_order_in_which_links_are_known_changes_nothing(told, order):
    shuffled = [*told.items()]
    order.shuffle(shuffled)
    assert roots(dict(shuffled)) == roots(told)
    assert things(dict(shuffled)) == things(told)


@given(st.lists(st.tuples(st.sampled_from(UUIDS), st.none() | st.sampled_from(UUIDS)), max_size=30))
def test_ties_that_are_examined_never_close_a_circle(asked):
    told = dict.fromkeys(UUIDS)
    for uuid, head in asked:  # merges, visits, and undoings: None
        if head is None or not leads(head, uuid, told):
            told[uuid] = head
        for one in UUIDS:
            above, seen = one, set()
            while above is not None:
                assert above not in seen
                seen.add(above)
                above = told[above]


@given(members(), st.randoms())
def test_the_state_of_a_thing_is_that_of_its_members_in_any_order(found, order):
    shuffled = [*found]
    order.shuffle(shuffled)
    first = face(UUIDS[0], found)
    assert face(UUIDS[0], shuffled) == first
    if first is not None:
        assert state(TREE, first, shuffled) == state(TREE, first, found)


@given(members())
def test_what_is_not_accepted_shows_only_where_nothing_else_is_left(found):
    known = shown(found)
    if any(one.status == ACCEPTED and one.was_published for one in found):
        assert {one.status for one in known} == {ACCEPTED}
    else:
        assert {one.status for one in known} <= {MERGED}
        assert len(known) <= 1


@given(members(), members())
def test_what_waits_or_was_refused_changes_nothing(found, others):
    taken = {one.uuid for one in found}
    idle = [one._replace(status="submitted") for one in others if one.uuid not in taken]
    first = face(UUIDS[0], found)
    assert face(UUIDS[0], [*found, *idle]) == first
    if first is not None:
        assert state(TREE, first, [*found, *idle]) == state(TREE, first, found)


@given(members())
def test_withdrawn_or_merged_and_back_is_as_if_nothing_had_happened(found):
    """The state is made of what holds now: nothing of a detour is kept."""
    first = face(UUIDS[0], found)
    for away in (WITHDRAWN, MERGED):
        gone = [one._replace(status=away) for one in found]
        face(UUIDS[0], gone)
        back = [one._replace(status=was.status) for one, was in zip(gone, found, strict=True)]
        assert face(UUIDS[0], back) == first


def seen(number, year, **answers):
    day = date(year, 6, 1)
    return Member(UUIDS[number], ACCEPTED, 1, (day, day), answers)


def test_a_measure_is_replaced_whole_and_what_visits_do_not_ask_stays():
    first = seen(0, 2020, girth_cm=300, girth_height_cm=100, health="good", category="single")
    told = state(TREE, first, [first, seen(1, 2024, girth_cm=320), seen(2, 2022, health="weak")])
    assert told.answers == {"category": "single", "girth_cm": 320, "health": "weak"}
    assert told.gone_on is None
    assert told.seen == UUIDS[1]


def test_it_is_gone_from_the_day_it_was_first_found_so():
    first = seen(0, 2020)
    fallen = [seen(1, 2023, health="fallen"), seen(2, 2024, health="felled")]
    told = state(TREE, first, [first, *fallen])
    assert (told.gone_on, told.seen) == (date(2023, 6, 1), UUIDS[0])
    unsure = seen(3, 2025, health="unknown")
    assert state(TREE, first, [first, *fallen, unsure]).gone_on == date(2023, 6, 1)
    standing = seen(3, 2025, health="good")
    assert state(TREE, first, [first, *fallen, standing]).gone_on is None
