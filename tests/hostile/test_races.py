"""Two people, or one person twice, at one instant: one of them wins, and the other is told so."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select

from citizen.observations.tables import Observation
from config.database import reading
from config.events import Event
from exports.datasets.tables import Release
from moderation.decisions.tables import Decision
from tests.sendings import new_id, sent

ROUNDS = 6  # a race is won by chance: try again
OURS = "/api/v1/observations/{}"
ACCEPT = {"verdict": "accept"}


@pytest.fixture
def race(app):
    """Let several clients ask at one instant; each client is (token, method, address, more)."""

    def run(*asked):
        start = Barrier(len(asked))

        def once(one):
            token, method, address, told = one
            client = app.test_client()
            client.token = token
            start.wait(timeout=20)
            return client.open(address, method=method, **told)

        with ThreadPoolExecutor(len(asked)) as runners:
            return list(runners.map(once, asked))

    return run


@pytest.fixture
def sent_one(resident):
    """Send an observation; return its address and what shows that its version was seen."""

    def send():
        address = OURS.format(new_id())
        answer = resident.put(address, json=sent())
        assert answer.status_code == 201
        return address, {"If-Match": answer.headers["ETag"]}

    return send


def statuses(answers):
    return sorted(answer.status_code for answer in answers)


def counted(table, *where):
    with reading() as session:
        return session.scalar(select(func.count(table.id)).where(*where))


def events_of(address):
    with reading() as session:
        told = select(Event.name).where(Event.subject == address.rpartition("/")[2])
        return sorted(name.removeprefix("observation.") for name in session.scalars(told))


def test_two_moderators_who_saw_the_same_version_do_not_both_decide(race, sent_one, account):
    one, other = account("moderator", organisation="A"), account("moderator", organisation="B")
    for turn in range(1, ROUNDS + 1):
        address, seen = sent_one()
        reject = {"verdict": "reject", "reason": "other"}
        answers = race(
            (one.token, "POST", f"{address}/decisions", {"json": ACCEPT, "headers": seen}),
            (other.token, "POST", f"{address}/decisions", {"json": reject, "headers": seen}),
        )
        assert statuses(answers) == [201, 412]
        assert counted(Decision) == turn


def test_of_a_decision_and_a_correction_at_one_instant_the_second_binds_to_nothing_unseen(
    race, sent_one, resident, moderator
):
    """A correction that comes second is proposed; a decision that comes second is refused."""
    for _ in range(ROUNDS):
        address, seen = sent_one()
        corrected = sent(comment="two")
        answers = race(
            (moderator.token, "POST", f"{address}/decisions", {"json": ACCEPT, "headers": seen}),
            (resident.token, "PUT", address, {"json": corrected, "headers": seen}),
        )
        told = {200: ["corrected", "submitted"], 202: ["accepted", "proposed", "submitted"]}
        decided, corrected = (answer.status_code for answer in answers)
        assert (decided, corrected) in {(412, 200), (201, 202)}
        assert events_of(address) == told[corrected]


def test_what_is_withdrawn_while_it_is_decided_on_is_withdrawn(race, sent_one, resident, moderator):
    for _ in range(ROUNDS):
        address, _ = sent_one()
        answers = race(
            (moderator.token, "POST", f"{address}/decisions", {"json": ACCEPT}),
            (resident.token, "DELETE", address, {}),
        )
        assert statuses(answers) in ([201, 204], [204, 410])
        assert resident.get(address).json["status"] == "withdrawn"


def test_what_is_withdrawn_while_its_author_answers_is_withdrawn(
    race, sent_one, resident, moderator, deliver
):
    for _ in range(ROUNDS):
        address, _ = sent_one()
        deliver()
        ask = {"verdict": "ask", "comment": "Une photo ?"}
        assert moderator.post(f"{address}/decisions", json=ask).status_code == 201
        assert resident.post(f"{address}/messages", json={"body": "Oui"}).status_code == 201
        with ThreadPoolExecutor(2) as runners:
            running = runners.submit(deliver)
            gone = runners.submit(race, (resident.token, "DELETE", address, {}))
            assert statuses(gone.result()) == [204]
            running.result()
        deliver()
        assert resident.get(address).json["status"] == "withdrawn"
        assert moderator.get("/api/v1/queue").json["items"] == []


def test_eight_corrections_of_one_version_make_one(race, sent_one, resident):
    for _ in range(ROUNDS):
        address, seen = sent_one()
        asked = [
            (resident.token, "PUT", address, {"json": sent(comment=f"{n}"), "headers": seen})
            for n in range(8)
        ]
        assert statuses(race(*asked)) == [200] + [412] * 7
        assert resident.get(address).json["version"] == 2


def test_eight_withdrawals_are_one(race, sent_one, resident):
    for _ in range(ROUNDS):
        address, _ = sent_one()
        answers = race(*[(resident.token, "DELETE", address, {})] * 8)
        assert statuses(answers) == [204] * 8
        assert events_of(address) == ["submitted", "withdrawn"]


def test_two_moderators_of_one_desk_are_given_two_observations(race, sent_one, account, deliver):
    one, other = (account("moderator", organisation="A") for _ in range(2))
    for _ in range(2):
        sent_one()
    deliver()
    for _ in range(ROUNDS):
        answers = race(*[(who.token, "POST", "/api/v1/queue/next", {}) for who in (one, other)])
        given = {answer.json["uuid"] for answer in answers}
        assert len(given) == 2
        for uuid, who in [(uuid, who) for uuid in given for who in (one, other)]:
            who.delete(f"/api/v1/queue/claims/{uuid}")


def test_a_release_asked_for_eight_times_at_once_is_one(race, publisher, deliver):
    asked = (publisher.token, "POST", "/api/v1/datasets/heat/releases", {})
    for number in range(1, ROUNDS + 1):
        assert statuses(race(*[asked] * 8)) == [202] + [409] * 7
        deliver()
        assert counted(Release) == number


def test_eight_phones_at_one_instant_are_eight_accounts(race):
    answers = race(*[("", "POST", "/api/v1/devices", {})] * 8)
    assert len({answer.json["token"] for answer in answers}) == 8


def test_the_same_identifier_of_eight_people_at_one_instant_is_one_s(race, new_resident):
    people = [new_resident() for _ in range(8)]
    for turn in range(1, ROUNDS + 1):
        address = OURS.format(new_id())
        answers = race(*[(who.token, "PUT", address, {"json": sent()}) for who in people])
        assert statuses(answers) == [201] + [409] * 7
        assert counted(Observation) == turn


def test_what_is_decided_while_it_is_routed_waits_for_nobody(race, sent_one, moderator, deliver):
    for _ in range(ROUNDS):
        address, _ = sent_one()
        with ThreadPoolExecutor(2) as runners:
            running = runners.submit(deliver)
            asked = (moderator.token, "POST", f"{address}/decisions", {"json": ACCEPT})
            assert statuses(race(asked)) == [201]
            running.result()
        assert moderator.get("/api/v1/queue").json["items"] == []
