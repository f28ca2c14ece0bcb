"""The web process is killed at random moments while eight phones send; on either engine."""

import os
import secrets
import socket
import subprocess
import sys
from datetime import timedelta
from random import Random
from threading import Event, Thread
from time import monotonic

import pytest

import app as house
from config import clock, events
from tests.guards.source import ROOT
from tests.reliability import ledger
from tests.reliability.phones import Phone, Tally
from tests.reliability.report import ENGINE, Run

PHONES = 8
PATIENCE = 30  # seconds: more than so much between two kills means that nothing is served
FOR_ALL = "4"
CHECKED = (
    f"{PHONES} phones send, correct and withdraw observations with their photos without rest; the "
    "web process gets SIGKILL at random moments and is started again. Then every job is done, and "
    "what the phones noted is compared with the rows, the files and the events."
)
LEASE_OVER = timedelta(hours=1)  # what a killed process had in hand is taken up by another


class House:
    """The web process of a home, that may be killed and started again."""

    def __init__(self, settings):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        told = {
            "BRINDILLE_HOME": str(settings.home), "DATABASE_URL": settings.DATABASE_URL,
            "SECRET_KEY": settings.SECRET_KEY, "PORT": str(self.port), "RATE_LIMITS": "off",
        }  # fmt: skip
        self.nurse = subprocess.Popen(
            [sys.executable, "-c", "from tests.reliability.nursery import main; main()"],
            cwd=ROOT, env=os.environ | told, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def order(self, order, answer):
        self.nurse.stdin.write(f"{order}\n")
        self.nurse.stdin.flush()
        assert self.nurse.stdout.readline() == f"{answer}\n"

    def close(self):
        self.nurse.stdin.close()
        self.nurse.wait()
        self.nurse.stdout.close()


@pytest.fixture
def web(settings, app):
    """Nothing is served yet; the home is prepared."""
    served = House(settings)
    yield served
    served.close()


def killed(web, kills, number):
    """Let phones send while the web process is killed so many times; return all they noted."""
    chance, tally, stop = Random(number), Tally(), Event()
    phones = [Phone(web.port, number * PHONES + one, tally, stop) for one in range(PHONES)]
    threads = [Thread(target=phone.run) for phone in phones]
    web.order("start", "listens")
    for thread in threads:
        thread.start()
    try:
        for _ in range(kills):
            tally.wait_for(chance.randrange(2, 20), PATIENCE)
            stop.wait(chance.random() * 0.02)  # between two answers as well as just after one
            web.order("kill", "gone")
            web.order("start", "listens")
        tally.wait_for(20, PATIENCE)
    finally:
        stop.set()
        for thread in threads:
            thread.join()
    web.order("kill", "gone")
    return [one for phone in phones for one in phone.ledger], tally


def checked(web, kills, default):
    """Kill, do all that is left to do, compare; say what was seen."""
    number = int(os.environ.get("TEST_SEED") or default)
    print(f"seed {number}")
    noted, tally = killed(web, kills, number)
    with clock.held_at(clock.now() + LEASE_OVER):
        events.deliver_all(house.JOBS)
    wrong = ledger.faults(noted)
    told = {
        "seed": number, "kills": kills, "acknowledged": tally.acknowledged,
        "unanswered, asked again or given up": tally.unanswered, "observations": len(noted),
        "photos acknowledged": sum(len(one.received) for one in noted),
        "refused": len(tally.refused), "lost, doubled or torn": len(wrong),
    }  # fmt: skip
    print(told)
    return told, wrong, tally


def test_nothing_acknowledged_is_lost_doubled_or_torn_by_20_kills(web):
    _, wrong, tally = checked(web, 20, FOR_ALL)
    assert wrong == []
    assert [status for status in tally.refused if status >= 500] == []
    assert tally.acknowledged > 20 * 2


@pytest.mark.long
def test_nothing_acknowledged_is_lost_doubled_or_torn_by_200_kills(web):
    began = monotonic()
    told, wrong, _ = checked(web, 200, secrets.randbelow(2**16))
    number, kills = told.pop("seed"), told.pop("kills")
    Run(
        "kills", "Kills of the web process", ENGINE,
        "pytest -m long tests/reliability/test_kills.py", CHECKED, 200, [number], kills, told,
        wrong, round(monotonic() - began),
    ).keep()  # fmt: skip
    assert wrong == []
