"""Workers apart: Redis rings, the database remembers; wiping Redis at any moment loses nothing."""

import os
from dataclasses import replace

import pytest
from rq import SimpleWorker, Worker
from rq.serializers import JSONSerializer
from sqlalchemy import func, select

import app as house
from citizen.photos.tables import Photo
from config import clock, processes
from config.database import reading
from config.events import LEASE, MOST, RING_AGAIN, Event
from tests.config.test_health import ready
from tests.conftest import engine
from tests.moderation.desks import waiting
from tests.sendings import new_id, photo, sent, sha256

REDIS = os.environ.get("TEST_REDIS_URL", "")
pytestmark = pytest.mark.skipif(not REDIS, reason="TEST_REDIS_URL is not set: no Redis to ring on")
JOB = "app.deliver_events"


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


def rung(bell):
    return processes.ring_once(bell, JOB, house.JOBS)


def undone():
    with reading() as session:
        return session.scalar(select(func.count()).where(Event.state != "done"))


def test_what_rings_is_delivered_by_a_worker(bell, work, send, moderator):
    rung(bell)  # there is one more moderator
    work()
    told = [send() for _ in range(3)]
    assert rung(bell) == 3
    assert waiting(moderator) == []
    work()
    assert (waiting(moderator), undone()) == (told, 0)


def test_only_a_number_travels(bell, send):
    send()
    rung(bell)
    (job,) = bell.jobs
    with reading() as session:
        assert job.args == [session.scalar(select(Event.id))]
    assert (job.func_name, job.kwargs) == (JOB, {})


def test_an_event_rings_once_until_somebody_should_have_come(bell, send):
    send()
    now = clock.now()
    assert [rung(bell) for _ in range(3)] == [1, 0, 0]
    with clock.held_at(now + 2 * RING_AGAIN):
        assert rung(bell) == 1, "it rings again: nobody came"
    assert len(bell) == 1, "and is still one job"


def test_wiping_redis_loses_nothing(bell, work, send, moderator):
    rung(bell)  # there is one more moderator
    work()
    told = [send() for _ in range(3)]
    rung(bell)
    bell.connection.flushdb()
    work()
    assert (waiting(moderator), undone()) == ([], 3)
    with clock.held_at(clock.now() + 2 * RING_AGAIN):
        assert rung(bell) == 3
        work()
    assert (waiting(moderator), undone()) == (told, 0)


def test_what_fails_in_a_worker_is_rung_again_after_its_pause(
    bell, work, send, monkeypatch, caplog
):
    send()
    with monkeypatch.context() as broken:
        broken.setattr("moderation.routing.jobs.placing.put", lambda *_: 1 / 0)
        rung(bell)
        work()
    assert undone() == 1
    assert rung(bell) == 0, "it pauses first"
    with clock.held_at(clock.now() + RING_AGAIN):
        assert rung(bell) == 1
        work()
    assert undone() == 0


def test_redis_that_answers_is_told(bell, settings):
    engine().dispose()
    assert ready(settings, REDIS_URL=REDIS)[1]["checks"]["redis"] == "ok"


def test_the_bell_goes_on_while_redis_is_away(settings, send, caplog, monkeypatch):
    monkeypatch.setattr(processes.time, "sleep", lambda _: None)
    send()
    away = replace(settings, REDIS_URL="redis://127.0.0.1:1/0")
    processes.ring(away, JOB, house.JOBS, rounds=2)
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
    rung(bell)
    work()
    with reading() as session:
        assert session.scalars(select(Photo.is_ready)).all() == [True]


def test_what_is_of_one_kind_is_rung_for_once(bell, work, resident, moderator):
    rung(bell)  # there is one more moderator
    work()
    items = [{"uuid": new_id()} | sent() for _ in range(MOST + 20)]
    resident.post("/api/v1/observations/batch", json={"items": items})
    assert rung(bell) == MOST + 20
    assert sorted(len(job.args) for job in bell.jobs) == [20, MOST]
    work()
    assert undone() == 0
    queued = moderator.get("/api/v1/queue?limit=1000").json["items"]
    assert len(queued) == MOST + 20


def test_of_one_subject_the_next_is_rung_for_when_the_first_is_done(bell, work, resident):
    uuid = new_id()
    path = f"/api/v1/observations/{uuid}"
    tag = resident.put(path, json=sent()).headers["ETag"]
    changed = sent(comment="C'était un juvénile.")
    assert resident.put(path, json=changed, headers={"If-Match": tag}).status_code == 200
    assert [rung(bell), rung(bell)] == [1, 0]
    work()
    assert [rung(bell), rung(bell)] == [1, 0]
    work()
    assert undone() == 0


def test_a_worker_killed_in_the_middle_frees_what_it_had(bell, work, send, moderator, monkeypatch):
    rung(bell)
    work()
    told = [send() for _ in range(3)]
    with monkeypatch.context() as broken:
        broken.setattr("moderation.routing.jobs.placing.put", lambda *_: os.kill(os.getpid(), 9))
        rung(bell)
        engine().dispose()  # its work-horse opens the database for itself
        worker = Worker([bell], connection=bell.connection, serializer=JSONSerializer)
        worker.work(burst=True, logging_level="CRITICAL")
    assert (waiting(moderator), undone()) == ([], 3)
    with clock.held_at(clock.now() + 2 * LEASE):
        assert rung(bell) == 3
        work()
    assert (waiting(moderator), undone()) == (told, 0)
