"""A group that is broken off, or wanted by two: none of it is lost, none is done twice at once."""

import os
import signal
from datetime import timedelta

from sqlalchemy import select

from config import clock, database, events
from config.database import reading, transaction
from config.events import LEASE, Event, Together
from tests.conftest import engine
from tests.story.together import MANY, NAME, Noting, deliver, tell


def killed_in_the_middle():
    """Deliver in a process of its own that kill -9 ends while a job has half of the group."""
    url = engine().url.render_as_string(hide_password=False)

    def kill(several):
        with transaction() as session:
            for news in several[: MANY // 2]:
                events.record(session, "half.done", news.subject)
        os.kill(os.getpid(), signal.SIGKILL)

    engine().dispose()
    child = os.fork()
    if not child:
        database.connect(url)
        deliver(Together(kill))
        os._exit(3)  # pragma: no cover (killed before)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_a_worker_killed_in_the_middle_of_a_group_loses_none_of_it(app):
    tell(*range(MANY))
    now = clock.now()
    killed_in_the_middle()
    job = Noting()
    with clock.held_at(now + LEASE - timedelta(seconds=30)):
        deliver(Together(job))
        assert job.calls == [], "it may still be at work"
    with clock.held_at(now + 2 * LEASE):
        deliver(Together(job))
    assert job.calls == [[str(n)] for n in range(MANY)], "each alone: one of them may have killed"
    with reading() as session:
        kept = select(Event).where(Event.name == NAME)
        assert {one.state for one in session.scalars(kept)} == {"done"}


def test_two_processes_share_what_waits_and_none_gets_it_twice(app):
    tell(*range(MANY))
    inner, outer = Noting(), Noting()
    with reading() as session:
        numbers = [one.number for one in events.waiting(session, MANY)]

    def meanwhile(several):
        outer(several)
        events.deliver(numbers, {NAME: [Together(inner)]})

    events.deliver(numbers[: MANY // 2], {NAME: [Together(meanwhile)]})
    taken = [int(one) for one in outer.taken + inner.taken]
    assert sorted(taken) == [*range(MANY)]
    assert len(outer.taken) == len(inner.taken) == MANY // 2
