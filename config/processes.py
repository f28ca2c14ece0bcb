"""The processes: the web with its jobs inside, or the web, the bell and the workers apart."""

import logging
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from types import FrameType
from typing import Any

import click
import waitress
from flask import Flask
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import RedisError
from redis.retry import Retry
from rq import Queue, Worker
from rq import Retry as Again
from rq.exceptions import DuplicateJobError
from rq.serializers import JSONSerializer
from sqlalchemy.exc import OperationalError

from config import daily, events
from config.database import transaction
from config.events import LEASE, Jobs
from config.settings import BadSetting, Settings

QUEUE = "brindille"  # one queue per worker: with two, a killed worker may lose a job
PAUSE_S = 1.0
RUNG_AT_ONCE = 1000  # events
GIVES_WAY_S = 0.5  # how long an event waits at most while people send without a pause
# Who holds SQLite's one turn to write waits for Python's after each statement: not for long.
SWITCH_S = 0.0005
NO_RETRY = Retry(NoBackoff(), 0)
READS = {"GET", "HEAD", "OPTIONS"}

log = logging.getLogger(__name__)


Beside = Callable[[], int]  # work that waits for others: it has its own thread, and says how much


def serve(
    app: Flask, settings: Settings, jobs: Jobs, links: list[dict[str, str]], beside: Beside
) -> None:
    """Serve until told to stop; the request in hand and the job in hand end first."""
    sys.setswitchinterval(SWITCH_S)
    stop, door = threading.Event(), Door(app)
    if not settings.REDIS_URL:
        told = (jobs, stop, door.wait)
        threading.Thread(target=drain, args=told, name="jobs", daemon=True).start()
        keep_at(beside, stop)
    server = waitress.create_server(
        door, host=settings.HOST, port=int(settings.PORT), threads=8,
        clear_untrusted_proxy_headers=settings.PROXIES == "0",
    )  # fmt: skip
    announce(settings, links)

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()
        server.close()
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    server.run()


def announce(settings: Settings, links: list[dict[str, str]]) -> None:
    """Say where it is, and how to come in."""
    click.echo(f"Brindille: {settings.public_url}\nhome: {settings.home}")
    for link in links:
        click.echo(f"{link['role']:<10} {link['sign_in']}")


class Door:
    """Where requests come in: it knows how many that write are in hand."""

    def __init__(self, app: Flask) -> None:
        self.app, self.in_hand, self.quiet = app, 0, threading.Condition()

    def __call__(self, environ: Any, start_response: Any) -> Any:
        if environ["REQUEST_METHOD"] in READS:
            return self.app(environ, start_response)
        self._count(1)
        try:
            return self.app(environ, start_response)
        finally:
            self._count(-1)

    def _count(self, more: int) -> None:
        with self.quiet:
            self.in_hand += more
            if not self.in_hand:
                self.quiet.notify_all()

    def wait(self) -> None:
        """Let people go first: the jobs write to the same file, and have time until the evening."""
        with self.quiet:
            self.quiet.wait_for(lambda: not self.in_hand, GIVES_WAY_S)


def drain(
    jobs: Jobs, stop: threading.Event, give_way: Callable[[], object] = lambda: None
) -> None:  # fmt: skip
    """Run the jobs inside this process, as events come, until told to stop."""
    begun = None
    while not stop.is_set():
        try:
            begun = daily.begin(begun)
            delivered = events.deliver_all(jobs, give_way)
        except OperationalError:  # the database is away or busy: try again
            log.exception("the outbox could not be read")
            delivered = 0
        if not delivered:
            events.bell.wait(PAUSE_S)
            events.bell.clear()


def keep_at(beside: Beside, stop: threading.Event) -> None:
    """Do what waits for others in two threads of its own, until told to stop."""

    def go_on() -> None:
        while not stop.is_set():
            try:
                done = beside()
            except Exception:  # whatever it is, the next round comes
                log.exception("what is done beside failed")
                done = 0
            if not done:
                stop.wait(PAUSE_S)

    for _ in range(2):  # one that waits for a slow receiver leaves the other
        threading.Thread(target=go_on, name="beside", daemon=True).start()


def answers(redis_url: str) -> bool:
    """Whether the doorbell is there; it is given half a second."""
    once = Redis.from_url(redis_url, socket_connect_timeout=0.5, socket_timeout=0.5, retry=NO_RETRY)
    try:
        return bool(once.ping())
    except (RedisError, OSError):
        return False
    finally:
        once.close()


def queue(settings: Settings) -> Queue:
    """The queue of the jobs; BadSetting: none is declared."""
    if not settings.REDIS_URL:
        raise BadSetting("REDIS_URL is empty: without Redis the jobs run in `brindille serve`")
    return Queue(QUEUE, connection=Redis.from_url(settings.REDIS_URL), serializer=JSONSerializer)


def ring(
    settings: Settings, job: str, jobs: Jobs, rounds: int | None = None
) -> None:  # fmt: skip
    """Ring for each event that waits; the database stays the truth, Redis is a doorbell."""
    begun = None
    while rounds is None or rounds > 0:
        try:
            begun = daily.begin(begun)
            events.close_unheard(jobs.keys())
            rung = ring_once(queue(settings), job, jobs)
        except (RedisAway, OperationalError):
            log.warning("Redis or the database is away: the events wait")
            rung = 0
        rounds = rounds and rounds - 1
        if not rung:
            time.sleep(PAUSE_S)


def ring_once(bell: Queue, job: str, jobs: Jobs) -> int:
    """Put every due event in the queue, those to deliver together as one; say how many."""
    with transaction() as session:
        due = events.waiting(session, RUNG_AT_ONCE)
        for numbers in events.groups(due, partial(events.takes_many, jobs)):
            with suppress(DuplicateJobError):  # rung before, still queued
                bell.enqueue(
                    job, *numbers, job_id=f"event-{numbers[0]}", unique=True,
                    retry=Again(max=3), result_ttl=0, failure_ttl=60,
                    job_timeout=int(LEASE.total_seconds()),  # RQ would end it after three minutes
                )  # fmt: skip
        events.ring(session, [one.number for one in due])
    return len(due)


def work(settings: Settings, **options: Any) -> None:
    """Run what the bell rings for."""
    bell = queue(settings)
    worker = Worker(
        [bell], connection=bell.connection, serializer=JSONSerializer, worker_ttl=45,
        maintenance_interval=30,
    )  # fmt: skip
    worker.work(**options)
