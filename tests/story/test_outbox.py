"""What an event starts is done, sooner or later, once; and what cannot be done is not forgotten."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import select

import commands
from config import clock, events, towns
from config.database import reading, transaction
from config.events import LEASE, PAUSES, Event
from tests.conftest import engine

NAME = "observation.submitted"


@pytest.fixture
def submitted(app):
    """One event that waits to be delivered, as a number."""
    with transaction() as session:
        events.record(session, NAME, "something", details="kept")
        session.flush()
        return session.scalars(select(Event.id).order_by(Event.id.desc()).limit(1)).one()


def event(number):
    with reading() as session:
        return session.get_one(Event, number)


class Fragile:
    """A job that fails some times, then works."""

    __name__, __module__ = "fragile", "tests"

    def __init__(self, failures):
        self.failures, self.done = failures, []

    def __call__(self, news):
        if self.failures:
            self.failures -= 1
            raise RuntimeError("the post office is closed")
        self.done.append(news.subject)


def deliver(*jobs):
    return events.deliver_all({NAME: list(jobs)})


def test_a_job_that_fails_is_tried_again_after_pauses_that_grow(submitted, caplog):
    job, now = Fragile(failures=4), clock.now()
    with clock.held_at(now):
        assert deliver(job) == 1
    for pause in PAUSES:
        with clock.held_at(now + pause - timedelta(seconds=1)):
            assert deliver(job) == 0, "not yet"
        now += pause
        with clock.held_at(now):
            assert deliver(job) == 1
    assert job.done == ["something"]
    assert (event(submitted).state, event(submitted).attempts) == ("done", 5)
    assert list(PAUSES) == sorted(PAUSES)


def fail_for_good(job):
    """Let time pass until nothing is tried any more."""
    now = clock.now()
    for pause in (timedelta(0), *PAUSES, timedelta(days=1)):
        now += pause
        with clock.held_at(now):
            deliver(job)


def test_after_five_failures_it_is_set_aside_and_says_why(submitted, caplog):
    job = Fragile(failures=99)
    fail_for_good(job)
    assert job.failures == 99 - 5
    letter = event(submitted)
    assert (letter.state, letter.attempts) == ("dead", 5)
    assert letter.last_error == "tests.fragile: RuntimeError('the post office is closed')"


def test_what_is_set_aside_is_shown_and_given_new_tries(submitted, anyone, settings, caplog):
    fail_for_good(Fragile(failures=99))
    ready = anyone.get("/health/ready").json
    assert (ready["status"], ready["dead_letters"]) == ("degraded", 1)

    assert json.loads(command(settings, "outbox", "status", "--json"))["dead"] == [
        {
            "number": submitted,
            "name": NAME,
            "subject": "something",
            "error": "tests.fragile: RuntimeError('the post office is closed')",
        }
    ]
    assert command(settings, "outbox", "replay") == "1 given new tries\n"
    job = Fragile(failures=0)
    assert deliver(job) == 1
    assert job.done == ["something"]
    assert anyone.get("/health/ready").json["status"] == "ok"


def command(settings, *words):
    """Run a command on the home of the test; it opens the database anew."""
    engine().dispose()
    names = ("BRINDILLE_HOME", "DATABASE_URL", "SECRET_KEY")
    told = {name: getattr(settings, name) for name in names}
    done = CliRunner().invoke(commands.brindille, [*words], env=told, catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def test_a_job_already_done_is_not_done_again_when_its_neighbour_fails(submitted, caplog):
    first, second = Fragile(failures=0), Fragile(failures=1)
    first.__name__ = "first"
    now = clock.now()
    for moment in (now, now + PAUSES[0]):
        with clock.held_at(moment):
            deliver(first, second)
    assert (first.done, second.done) == (["something"], ["something"])
    assert event(submitted).finished == ["tests.first", "tests.fragile"]


def test_a_process_that_died_in_the_middle_frees_its_event(submitted):
    def killed(news):
        raise SystemExit("kill -9")

    job, now = Fragile(failures=0), clock.now()
    with clock.held_at(now), pytest.raises(SystemExit):
        events.deliver([submitted], {NAME: [killed]})
    with clock.held_at(now + LEASE - timedelta(seconds=1)):
        assert deliver(job) == 0, "it may still be at work"
    with clock.held_at(now + LEASE + timedelta(seconds=1)):
        assert deliver(job) == 1
    assert job.done == ["something"]


def test_two_processes_never_deliver_the_same_event_at_once(submitted):
    job = Fragile(failures=0)

    def meanwhile(news):
        assert events.deliver([submitted], {NAME: [job]}), "another one has it in hand"

    assert events.deliver([submitted], {NAME: [meanwhile]})
    assert job.done == []
    assert event(submitted).attempts == 1


def test_what_was_done_is_delivered_no_more(submitted):
    job = Fragile(failures=0)
    for _ in range(3):
        events.deliver([submitted], {NAME: [job]})
    assert job.done == ["something"]


def test_news_of_a_change_that_was_undone_does_not_exist(app):
    with pytest.raises(ZeroDivisionError), transaction() as session:
        events.record(session, NAME, "undone")
        session.flush()
        raise ZeroDivisionError
    with reading() as session:
        assert events.about(session, "undone") == []


def test_an_error_longer_than_a_page_is_cut(submitted, caplog):
    def wordy(news):
        raise RuntimeError("x" * 10_000)

    deliver(wordy)
    assert len(event(submitted).last_error) == 2000


def test_each_job_serves_the_town_of_its_event(submitted):
    seen = []
    deliver(lambda _: seen.append(towns.served()))
    assert seen == [event(submitted).town_id]
