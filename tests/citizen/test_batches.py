"""Many observations at once: each is kept or refused by itself, whatever their order."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from citizen.observations.tables import Observation
from config.database import reading
from config.events import Event
from tests.sendings import new_id, sent

BATCH = "/api/v1/observations/batch"


def item(**changes):
    return {"uuid": new_id(), **sent("tree", **changes)}


def send(client, items, query=""):
    answer = client.post(BATCH + query, json={"items": items})
    assert answer.status_code == 207, answer.text[:500]
    return answer.json["items"]


def address(one):
    return f"/api/v1/observations/{one['uuid']}"


def statuses(results):
    return [one["status"] for one in results]


def kept():
    with reading() as session:
        rows = session.scalar(select(func.count()).select_from(Observation))
        news = select(func.count()).where(Event.name == "observation.submitted")
        return rows, session.scalar(news)


def test_of_five_hundred_the_faulty_one_keeps_none_back(resident):
    items = [item() for _ in range(500)]
    items[316]["answers"] = {"height_m": -3}
    results = send(resident, items)
    assert [one["uuid"] for one in results] == [one["uuid"] for one in items]
    assert statuses(results) == [201] * 316 + [422] + [201] * 183
    pointers = {fault["pointer"] for fault in results[316]["problem"]["errors"]}
    assert pointers == {"/answers/category", "/answers/height_m"}
    assert kept() == (499, 499)
    told, kept_now = results[0]["observation"], resident.get(address(items[0])).json
    beside = {"etag", "possible_duplicates", "progress"}
    assert {k: v for k, v in told.items() if k not in beside} == {
        k: v for k, v in kept_now.items() if k not in beside
    }


def test_a_batch_sent_again_changes_nothing(resident):
    items = [item() for _ in range(4)]
    assert statuses(send(resident, items)) == [201] * 4
    assert statuses(send(resident, [*reversed(items), items[0]])) == [200] * 5
    assert kept() == (4, 4)


def test_each_refusal_is_that_of_a_single_sending(resident, new_resident):
    known, other = item(), new_resident()
    send(resident, [known])
    withdrawn = item()
    send(resident, [withdrawn])
    resident.delete(f"/api/v1/observations/{withdrawn['uuid']}")
    wrong = [
        {**known, "comment": "autre"}, {**known, "if_match": '"x-1.0"', "comment": "autre"},
        withdrawn, {**item(), "uuid": "seven"}, {**item(), "colour": "red"}, {},
        {**item(), "taxon": {"cd_nom": 999_999_999}},
    ]  # fmt: skip
    assert statuses(send(resident, wrong)) == [409, 412, 410, 422, 422, 422, 422]
    assert statuses(send(other, [known])) == [409]
    assert kept() == (2, 2)


def test_a_correction_tells_the_version_it_replaces(resident):
    one = item()
    (first,) = send(resident, [one])
    changed = {**one, "comment": "Plus haut", "if_match": f'"{first["observation"]["etag"]}"'}
    (second,) = send(resident, [changed])
    assert (second["status"], second["observation"]["version"]) == (200, 2)
    assert statuses(send(resident, [changed])) == [200]  # said again, it is what is kept


def test_a_rehearsal_keeps_nothing(resident):
    assert statuses(send(resident, [item(), {}], "?dry_run=true")) == [201, 422]
    assert kept() == (0, 0)


@pytest.mark.parametrize("items", [[], [{}] * 501, {}, None, [3], "x"])
def test_a_batch_is_a_list_of_one_to_five_hundred(resident, items):
    answer = resident.post(BATCH, json={"items": items})
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"].startswith("/items")


def test_a_batch_wants_an_account(anyone):
    assert anyone.post(BATCH, json={"items": [item()]}).status_code == 401


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 10_000), cuts=st.integers(1, 4))
def test_any_order_and_any_repetition_lead_to_the_same_state(resident, seed, cuts):
    chance = Random(seed)
    items = [item(comment=str(number)) for number in range(5)]
    sendings = items * 2
    chance.shuffle(sendings)
    for at in range(cuts):
        send(resident, sendings[at::cuts])
    for one in items:
        found = resident.get(f"/api/v1/observations/{one['uuid']}").json
        assert (found["comment"], found["version"]) == (one["comment"], 1)
