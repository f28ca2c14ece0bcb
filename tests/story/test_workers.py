"""Workers apart: Redis rings, the database remembers; wiping Redis at any moment loses nothing."""

import os
from dataclasses import replace

import pytest
from rq import SimpleWorker
from rq.serializers import JSONSerializer
from sqlalchemy import func, select

import app as house
from citizen.photos.tables import Photo
from config import clock, processes
from config.database import reading
from config.events import RING_AGAIN, Event
from tests.moderation.desks import waiting
from tests.sendings import new_id, photo, sent, sha256

REDIS = os.environ.get("TEST_REDIS_URL", "")
pytestmark = pytest.mark.skipif(not REDIS, reason="TEST_REDIS_URL is not set: no Redis to ring on")
JOB = "app.deliver_event"


@pytest.fixture
def bell(app, settings):
    """An empty queue of our own."""
    queue = processes.queue(replace(settings, REDIS_URL=REDIS))
    kept = [key for key in queue.connection.scan_iter() if not key.startswith(b"rq:")]
    assert kept == [], "this Redis holds what is not ours: it will not be wiped"
    queue.connection.flushdb()
    yield queue
    queue.connection.flushdb()
    queue.connection.close()


@pytest.fixture
def work(bell):
    """Run a worker until nothing rings any more."""

    def burst():
        worker = SimpleWorker([bell], connection=bell.connection, serializer=JSONSerializer)
        worker.work(burst=True, logging_level="ERROR")

    return burst


@pytest.fixture
def send(resident):
    def told():
        uuid = new_id()
        resident.put(f"/api/v1/observations/{uuid}", json=sent())
        return uuid

    return told


def undone():
    with reading() as session:
        return session.scalar(select(func.count()).where(Event.state != "done"))


def test_what_rings_is_delivered_by_a_worker(bell, work, send, moderator):
    processes.ring_once(bell, JOB)  # there is one more moderator
    work()
    told = [send() for _ in range(3)]
    assert processes.ring_once(bell, JOB) == 3
    assert waiting(moderator) == []
    work()
    assert (waiting(moderator), undone()) == (told, 0)


def test_only_a_number_travels(bell, send):
    send()
    processes.ring_once(bell, JOB)
    (job,) = bell.jobs
    with reading() as session:
        assert job.args == [session.scalar(select(Event.id))]
    assert (job.func_name, job.kwargs) == (JOB, {})


def test_an_event_rings_once_until_somebody_should_have_come(bell, send):
    send()
    now = clock.now()
    assert [processes.ring_once(bell, JOB) for _ in range(3)] == [1, 0, 0]
    with clock.held_at(now + 2 * RING_AGAIN):
        assert processes.ring_once(bell, JOB) == 1, "it rings again: nobody came"
    assert len(bell) == 1, "and is still one job"


def test_wiping_redis_loses_nothing(bell, work, send, moderator):
    processes.ring_once(bell, JOB)  # there is one more moderator
    work()
    told = [send() for _ in range(3)]
    processes.ring_once(bell, JOB)
    bell.connection.flushdb()
    work()
    assert (waiting(moderator), undone()) == ([], 3)
    with clock.held_at(clock.now() + 2 * RING_AGAIN):
        assert processes.ring_once(bell, JOB) == 3
        work()
    assert (waiting(moderator), undone()) == (told, 0)


def test_what_fails_in_a_worker_is_rung_again_after_its_pause(
    bell, work, send, monkeypatch, caplog
):
    send()
    with monkeypatch.context() as broken:
        broken.setattr("moderation.routing.jobs.queues.put", lambda *_: 1 / 0)
        processes.ring_once(bell, JOB)
        work()
    assert undone() == 1
    assert processes.ring_once(bell, JOB) == 0, "it pauses first"
    with clock.held_at(clock.now() + RING_AGAIN):
        assert processes.ring_once(bell, JOB) == 1
        work()
    assert undone() == 0


def test_the_bell_goes_on_while_redis_is_away(settings, send, caplog, monkeypatch):
    monkeypatch.setattr(processes.time, "sleep", lambda _: None)
    send()
    away = replace(settings, REDIS_URL="redis://127.0.0.1:1/0")
    processes.ring(away, JOB, house.JOBS.keys(), rounds=2)
    assert [record.message for record in caplog.records].count(
        "Redis or the database is away: the events wait"
    ) == 2
    with reading() as session:
        assert session.scalar(select(Event.rung_at)) is None, "nobody was told of it"


def test_a_photo_is_made_ready_by_a_worker(bell, work, resident):
    uuid, picture = new_id(), photo()
    resident.put(f"/api/v1/observations/{uuid}", json=sent(photos=[sha256(picture)]))
    sending = f"/api/v1/observations/{uuid}/photos/{sha256(picture)}"
    resident.put(sending, data=picture, content_type="image/jpeg")
    processes.ring_once(bell, JOB)
    work()
    with reading() as session:
        assert session.scalars(select(Photo.is_ready)).all() == [True]
