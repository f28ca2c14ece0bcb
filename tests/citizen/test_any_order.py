"""What a phone sends in whatever order comes to the same: what is early waits for what it follows.

Whatever names the version it follows (If-Match), or the sentence it is (Idempotency-Key), may come
first; what names nothing is refused until its observation is there.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import islice, permutations
from threading import Barrier

import pytest
from sqlalchemy import func, select

from citizen.observations.parked import intake
from citizen.observations.parked.tables import Parked
from config import clock, daily
from config.database import reading
from tests.citizen.phones import Phone
from tests.sendings import new_id, sent


@pytest.fixture
def phone(resident):
    return Phone(resident)


def parked():
    with reading() as session:
        return session.scalar(select(func.count(Parked.id)))


ACTS = {
    "create": lambda phone: phone.create(),
    "first correction": lambda phone: phone.correct(1),
    "second correction": lambda phone: phone.correct(2),
    "message": lambda phone: phone.say(),
    "withdrawal": lambda phone: phone.withdraw(3),
}


@pytest.mark.parametrize(("last", "step"), [(4, 1), (5, 7)], ids=["kept", "withdrawn"])
def test_any_order_and_any_repetition_come_to_the_same(resident, last, step):
    ends = set()
    for order in islice(permutations([*ACTS.values()][:last]), 0, None, step):
        phone = Phone(resident)
        for act in (*order, *reversed(order)):
            assert act(phone).status_code in {200, 201, 202, 204, 410}
        told = phone.state()
        ends.add((*told[:4], *told[4]))
    status = "withdrawn" if last == 5 else "submitted"
    assert [one[:3] + one[4:] for one in ends] == [(status, "3", 3, "Bonjour")]
    assert parked() == 0


def test_what_is_early_says_until_when_it_waits(phone):
    answer = phone.correct(1)
    assert (answer.status_code, answer.json["waits"]) == (202, "parked")
    assert answer.json["until"] and answer.json["detail"].startswith("Gardé jusqu'au ")
    assert phone.state() == 404, "it is no observation yet"


@pytest.mark.parametrize("seen", [*permutations((2, 3, 5))], ids=str)
def test_of_withdrawals_that_came_early_the_first_that_is_due_is_done(phone, seen):
    for version in seen:
        assert phone.withdraw(version).status_code == 202
    assert parked() == 1
    phone.create()
    assert phone.state()[0] == "submitted"
    assert phone.correct(1).status_code == 200
    assert phone.state()[0] == "withdrawn", "the version that one of them had seen is there"
    assert parked() == 0


def test_what_names_nothing_does_not_wait(phone):
    assert phone.client.delete(phone.address).status_code == 404
    said = phone.client.post(f"{phone.address}/messages", json={"body": "Bonjour"})
    assert said.status_code == 404
    strange = phone.client.put(phone.address, json=sent(), headers={"If-Match": '"x-1.0"'})
    assert strange.status_code == 412
    assert parked() == 0


def test_the_identifier_of_another_is_as_if_it_were_not_there(resident, new_resident):
    theirs, other = Phone(resident), new_resident()
    theirs.create()
    known, free = Phone(other, theirs.uuid), Phone(other)
    acts = (
        lambda one: one.correct(1), lambda one: one.correct(9), lambda one: one.withdraw(1),
        lambda one: one.say(), lambda one: one.correct(1, query_string="dry_run=true"),
        lambda one: one.client.delete(one.address),
        lambda one: one.client.get(f"{one.address}/history"),
        lambda one: one.client.get(f"{one.address}/messages"),
        lambda one: one.client.get(f"{one.address}/photos"),
        lambda one: one.client.get(one.address),
        lambda one: one.client.put(f"{one.address}/photos/{'0' * 64}", data=b"x"),
        lambda one: one.client.open(f"{one.address}/photos/{'0' * 64}", method="HEAD"),
    )  # fmt: skip
    before = theirs.state()
    for act in acts:
        with clock.held_at(clock.now()):
            here, nowhere = act(known), act(free)
        assert here.status_code == nowhere.status_code
        assert plain(here, known) == plain(nowhere, free)
        assert [*here.headers.keys()] == [*nowhere.headers.keys()]
    batch = [{"uuid": one.uuid, "if_match": f"{one.uuid}-1.0", **sent()} for one in (known, free)]
    told = other.post("/api/v1/observations/batch", json={"items": batch}).json["items"]
    assert [one["status"] for one in told] == [412, 412], "another correction of it is parked"
    assert theirs.state() == before


def plain(answer, phone):
    return answer.text.replace(phone.uuid, "")


def test_a_batch_may_hold_a_correction_before_its_observation(resident):
    uuid = new_id()
    items = [
        {"uuid": uuid, "if_match": f'"{uuid}-2.0"', **sent(comment="3")},
        {"uuid": uuid, "if_match": f'"{uuid}-1.0"', **sent(comment="2")},
        {"uuid": uuid, **sent(comment="1")},
    ]
    told = resident.post("/api/v1/observations/batch", json={"items": items}).json["items"]
    assert [one["status"] for one in told] == [202, 202, 201]
    assert told[0]["waits"]["waits"] == "parked"
    assert (told[2]["observation"]["version"], told[2]["observation"]["comment"]) == (3, "3")


def test_a_correction_back_to_the_first_words_is_not_taken_for_them(phone):
    phone.create()
    assert phone.correct(2, "1").status_code == 202
    phone.correct(1)
    assert phone.state()[1:3] == ("1", 3)


def test_of_two_corrections_of_one_version_that_wait_the_first_stays(phone):
    assert phone.correct(1, "one").status_code == 202
    assert phone.correct(1, "two").status_code == 412
    phone.create()
    assert phone.state()[1] == "one"


def test_a_sentence_said_again_is_said_once(phone):
    phone.create()
    assert [phone.say().status_code for _ in range(3)] == [201] * 3
    assert phone.say("Autre chose").json["type"] == "/problems/other-message"
    assert phone.state()[4] == ["Bonjour"]


def test_a_rehearsal_parks_nothing(phone):
    assert phone.correct(1, query_string="dry_run=true").status_code == 202
    assert parked() == 0


def test_so_much_waits_and_no_more(phone, monkeypatch):
    monkeypatch.setattr(intake, "MAX_PARKED", 2)
    assert [phone.correct(v).status_code for v in (5, 6)] == [202, 202]
    answer = phone.correct(7)
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/too-many-parked")


def test_what_waited_for_30_days_is_forgotten(phone, deliver):
    phone.correct(1)
    began = clock.now()
    for days, left in ((29, 1), (31, 0)):
        with clock.held_at(began + timedelta(days=days)):
            daily.begin()
            deliver()
        assert parked() == left
    phone.create()
    assert phone.state()[1:3] == ("1", 1)


def test_an_observation_and_its_correction_at_one_instant_are_both_kept(app, resident):
    for _ in range(12):
        phone, start = Phone(resident), Barrier(2)

        def act(done, phone=phone, start=start):
            client = app.test_client()
            client.token = resident.token
            one = Phone(client, phone.uuid)
            start.wait(timeout=20)
            return done(one).status_code

        with ThreadPoolExecutor(2) as runners:
            told = list(runners.map(act, (Phone.create, lambda one: one.correct(1))))
        assert told[0] == 201
        assert phone.state()[1:3] == ("2", 2)
    assert parked() == 0
