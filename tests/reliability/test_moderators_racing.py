"""Two moderators decide on the same version at one instant: one decides, the other is told so.

No decision is lost, none is doubled, and the author reads one letter.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from config import events
from config.database import reading
from moderation.decisions.tables import Decision
from moderation.history import store as history
from news import JOBS
from tests.reliability.report import ENGINE, Run
from tests.sendings import new_id, sent

LONG, AT_ONCE = 1000, 50
CHECKED = (
    "Two moderators decide otherwise on the same version at one instant: one is answered 201, the "
    "other 412 that names the verdict and the association; after every 50 races each decision is "
    "there once, each author was written to once, and the chain of the history holds."
)
VERDICTS = ({"verdict": "accept"}, {"verdict": "reject", "reason": "not-wild"})


@pytest.fixture
def people(world, told):
    """Two moderators and an author who has an address."""
    scopes = {"a": "moderator", "b": "moderator", "author": "resident"}
    found = {}
    for who, role in scopes.items():
        client = found[who] = world.app.test_client()
        scope = Scope(role, organisation="Les naturalistes")
        client.token = make(f"racing-{who}@example.org", scope)["token"]
    return found


def races(world, people, number, told):
    decided = _decisions()
    with ThreadPoolExecutor(2) as runners:
        for turn in range(number):
            address = f"/api/v1/observations/{new_id()}"
            sending = people["author"].put(address, json=sent())
            seen = {"If-Match": sending.headers["ETag"]}
            start = Barrier(2)

            def once(who, verdict, address=address, seen=seen, start=start):
                client = world.app.test_client()
                client.token = people[who].token
                start.wait(timeout=60)
                return client.post(f"{address}/decisions", json=verdict, headers=seen)

            two = VERDICTS if turn % 2 else VERDICTS[::-1]
            asked = [
                runners.submit(once, who, verdict) for who, verdict in zip("ab", two, strict=True)
            ]
            answers = sorted((one.result() for one in asked), key=lambda one: one.status_code)
            assert [one.status_code for one in answers] == [201, 412]
            first, second = answers
            kept = people["author"].get(address).json["status"]
            assert first.json["status"] == kept
            assert second.json["verdict"] == first.json["verdict"], "who is late is told what"
            assert second.json["by"] == "Les naturalistes"
    events.deliver_all(JOBS)
    events.deliver_all(JOBS)
    assert _decisions() - decided == number
    assert len(told) == len(set(told)) == number, "each is told of once"
    with reading() as session:
        assert [*history.faults(session, lambda _: None)] == []


def _decisions():
    with reading() as session:
        return session.scalar(select(func.count(Decision.id)))


def test_of_two_moderators_one_decides_and_one_letter_leaves(world, people, told):
    races(world, people, 30, told)


@pytest.mark.long
def test_of_1_000_races_no_decision_is_lost_and_no_letter_doubled(world, people, told):
    kept = Run(
        "races", "Races of two moderators", ENGINE,
        "pytest -m long tests/reliability/test_moderators_racing.py", CHECKED, LONG,
    )  # fmt: skip
    for done in range(0, LONG, AT_ONCE):
        told.clear()
        kept.part(
            done, lambda: races(world, people, AT_ONCE, told),
            lambda done=done + AT_ONCE: (done, {"letters": len(told)}),
        )  # fmt: skip
