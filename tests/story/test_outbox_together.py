"""Several events in one go: as if each had come alone, and none spoils another."""

import pytest
from sqlalchemy import select

from config import clock, events, towns
from config.database import reading, transaction
from config.events import MOST, PAUSES, Event, Together
from tests.citizen.test_queries import asked, committed
from tests.story.together import MANY, NAME, OTHER, Noting, deliver, tell


@pytest.fixture
def hundred(app):
    tell(*range(MANY))


def states():
    with reading() as session:
        return [(one.state, one.attempts) for one in session.scalars(select(Event).order_by("id"))]


def test_a_hundred_are_told_in_one_go_in_their_order(hundred):
    job = Noting()
    assert deliver(Together(job)) == MANY
    assert job.calls == [[str(n) for n in range(MANY)]]
    assert set(states()) == {("done", 1)}


def test_a_hundred_cost_as_many_statements_and_commits_as_one(app):
    def cost(*subjects):
        tell(*subjects)
        with asked() as statements, committed() as commits:
            deliver(Together(Noting()), Together(Noting()))
        return len(statements), len(commits)

    one = cost("alone")
    assert cost(*range(MANY)) == one
    assert one[1] == 2, "claimed, then ticked off"


def test_one_that_is_poisonous_among_a_hundred_holds_none_of_the_others(hundred, caplog):
    poisoned, after = Noting(poison=["37"]), Noting()
    after.__name__ = "after"
    now = clock.now()
    with clock.held_at(now):
        assert deliver(Together(poisoned), Together(after)) == MANY
    others = [str(n) for n in range(MANY) if n != 37]
    assert poisoned.calls[1:] == [[str(n)] for n in range(MANY)], "then each alone, in order"
    assert (poisoned.taken, after.calls) == (others, [others])
    assert states() == [("new", 1) if n == 37 else ("done", 1) for n in range(MANY)]
    for pause in PAUSES:
        now += pause
        with clock.held_at(now):
            assert deliver(Together(poisoned), Together(after)) == 1
    assert states()[37] == ("dead", 5)
    with reading() as session:
        (letter,) = events.dead(session)
        assert letter.last_error == "tests.noting: RuntimeError('poison')"
    assert after.taken == others, "and nobody was told twice"


def test_a_job_done_together_is_not_done_again_when_the_next_one_fails(hundred, caplog):
    first, second = Noting(), Noting(poison=["5"])
    second.__name__ = "second"
    now = clock.now()
    for moment in (now, now + PAUSES[0]):
        with clock.held_at(moment):
            deliver(Together(first), Together(second))
        second.poison.clear()
    assert first.taken == [str(n) for n in range(MANY)]
    assert set(states()) == {("done", 1), ("done", 2)}


def test_what_one_subject_is_told_comes_in_its_order(app):
    tell("a", "b")
    tell("a", name=OTHER)
    tell("c")
    tell("a", name=OTHER)
    job = Noting()
    told = []
    both = Together(lambda several: told.extend((one.name, one.subject) for one in several))
    assert events.deliver_all({NAME: [Together(job), both], OTHER: [both]}) == 5
    assert job.calls == [["a", "b", "c"]]
    assert [name for name, subject in told if subject == "a"] == [NAME, OTHER, OTHER]


def test_what_fails_does_not_hold_what_its_subject_is_told_next(app, caplog):
    tell("a", name=OTHER)
    tell("a", "b")
    job = Noting()
    events.deliver_all({OTHER: [Together(Noting(poison=["a"]))], NAME: [Together(job)]})
    assert sorted(job.taken) == ["a", "b"]


def test_who_takes_one_alone_makes_none_wait_for_the_others(hundred):
    job, alone = Noting(), []
    assert deliver(Together(job), lambda news: alone.append(news.subject)) == MANY
    assert [len(call) for call in job.calls] == [1] * MANY
    assert len(alone) == MANY


def test_towns_are_never_told_together(hundred):
    with transaction() as session:
        other = towns.Town(code="27001", name="Ailleurs")
        session.add(other)
        session.flush()
        with towns.serving(other.id):
            for n in range(3):
                events.record(session, NAME, n)
            session.flush()
    seen = []
    deliver(Together(lambda several: seen.append((towns.served(), len(several)))))
    assert sorted(seen) == [(towns.served(), MANY), (other.id, 3)]


def test_what_waits_is_taken_a_group_at_a_time(app):
    tell(*range(2 * MOST + 5))
    job, turns = Noting(), []
    events.deliver_all({NAME: [Together(job)]}, lambda: turns.append(len(job.calls)))
    assert [len(call) for call in job.calls] == [MOST, MOST, 5]
    assert turns == [0, 1, 2], "who sends goes first, before each"
