"""Many decisions at once, while some of the records change, are gone, or are judged by others."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from config import clock
from config.database import reading
from moderation.decisions import grace, routes
from moderation.history.store import faults
from tests.citizen.letters import letters
from tests.moderation.desks import waiting
from tests.sendings import new_id, sent

BIRD = {"taxon": {"cd_nom": 4001}, "answers": {"group": "bird"}}
BEFORE, CHANGED, WITHDRAWN, MERGED, DECIDED = 20, 36, 37, 38, 39


def at(uuid):
    return f"/api/v1/observations/{uuid}"


@pytest.fixture
def author(account):
    return account("resident", email="jeanne@example.org")


@pytest.fixture
def an_hour(app):
    grace.lasts(3600)  # on a slow machine five hundred take more than half a minute
    yield
    grace.lasts(0)


@pytest.fixture
def lot(request, author, deliver):
    """Birds as one page showed them: each with the ETag it had."""
    items = [{"uuid": new_id()} | sent(**BIRD) for _ in range(request.param)]
    told = author.post("/api/v1/observations/batch", json={"items": items}).json["items"]
    assert {one["status"] for one in told} == {201}
    deliver()
    return [
        {
            "uuid": one["uuid"],
            "if_match": one["observation"]["etag"],
            "verdict": "accept",
            "certainty": "probable",
        }
        for one in told
    ]


@pytest.fixture
def meanwhile(monkeypatch, author, account, lot):
    """While the twentieth is decided: one changes, one is withdrawn, one merged, one judged."""
    other = account("moderator", organisation="LPO")
    read, seen = routes._read, []

    def others_go_on(sent_one):
        if len(seen) == BEFORE:
            with ThreadPoolExecutor(1) as others:  # requests of their own
                others.submit(act, author, other, lot).result()
        seen.append(sent_one["uuid"])
        return read(sent_one)

    monkeypatch.setattr(routes, "_read", others_go_on)
    return seen


def act(author, other, lot):
    changed, withdrawn, merged, decided = (
        lot[n]["uuid"] for n in (CHANGED, WITHDRAWN, MERGED, DECIDED)
    )
    seen = {"If-Match": lot[CHANGED]["if_match"]}
    again = sent(**BIRD, comment="C'était un juvénile.")
    assert author.put(at(changed), json=again, headers=seen).status_code == 200
    assert author.delete(at(withdrawn)).status_code == 204
    twin = {"verdict": "duplicate", "of": lot[0]["uuid"]}
    assert other.post(f"{at(merged)}/decisions", json=twin).status_code == 201
    doubt = {"verdict": "doubt", "reason": "lookalike"}
    assert other.post(f"{at(decided)}/decisions", json=doubt).status_code == 201


@pytest.mark.parametrize("lot", [60, pytest.param(500, marks=pytest.mark.long)], indirect=True)
def test_each_says_its_own_result_nothing_is_lost_and_one_is_undone_alone(
    author, moderator, lot, meanwhile, deliver, an_hour, settings
):
    answer = moderator.post("/api/v1/decisions/batch", json={"items": lot})
    assert answer.status_code == 207
    results = answer.json["items"]
    assert [one["uuid"] for one in results] == [one["uuid"] for one in lot] == meanwhile
    told = {n: one["status"] for n, one in enumerate(results) if one["status"] != 201}
    assert told == {CHANGED: 412, WITHDRAWN: 410, MERGED: 412, DECIDED: 412}
    problem = results[DECIDED]["problem"]
    assert (problem["organisation"], problem["verdict"]) == ("LPO", "doubt"), "who, and what"
    assert results[CHANGED]["problem"]["type"].endswith("stale-version")

    def status(n):
        return moderator.get(at(lot[n]["uuid"])).json["status"]

    kept = {n: status(n) for n in (0, CHANGED, WITHDRAWN, MERGED, DECIDED, len(lot) - 1)}
    assert kept == {
        0: "accepted", CHANGED: "submitted", WITHDRAWN: "withdrawn", MERGED: "duplicate",
        DECIDED: "doubtful", len(lot) - 1: "accepted",
    }  # fmt: skip
    deliver()  # what is withdrawn leaves the queue
    assert waiting(moderator) == [lot[CHANGED]["uuid"]]

    undone = moderator.post(f"/api/v1/decisions/{results[7]['decision']['uuid']}/undo")
    assert (undone.status_code, undone.json["status"]) == (200, "submitted")
    assert sorted(waiting(moderator)) == sorted([lot[7]["uuid"], lot[CHANGED]["uuid"]])
    with clock.held_at(clock.now() + timedelta(hours=2)):
        deliver()
        assert status(8) == "accepted", "its neighbours stay as they were decided"
        with reading() as session:
            assert [*faults(session, lambda _: None)] == [], "the chain holds"
    assert 1 <= len(letters(settings)) <= 2, "the first publication, and one letter a day"

    seen = lot[CHANGED] | {"if_match": results[CHANGED]["problem"]["etag"]}
    items = [lot[3], seen, lot[WITHDRAWN]]
    retold = moderator.post("/api/v1/decisions/batch", json={"items": items}).json
    assert [one["status"] for one in retold["items"]] == [412, 201, 410], "nothing doubles"
    deliver()
    assert waiting(moderator) == [lot[7]["uuid"]]


@pytest.fixture
def half_a_minute(app):
    grace.lasts(30)
    yield
    grace.lasts(0)


@pytest.mark.parametrize("lot", [20], indirect=True)
def test_the_first_of_many_may_be_undone_when_the_answer_is_read(moderator, lot, half_a_minute):
    now = clock.now()
    with clock.held_at(now):
        *many, alone = lot
        told = moderator.post("/api/v1/decisions/batch", json={"items": many}).json["items"]
        first = told[0]["decision"]
        assert first["undo_seconds"] == 33, "half a minute, and what the others took"
        one = moderator.post(at(alone["uuid"]) + "/decisions", json={"verdict": "accept"}).json
    with clock.held_at(now + timedelta(seconds=31)):
        late = moderator.post(f"/api/v1/decisions/{one['uuid']}/undo")
        assert late.json["type"].endswith("too-late-to-undo")
        assert moderator.post(f"/api/v1/decisions/{first['uuid']}/undo").status_code == 200
