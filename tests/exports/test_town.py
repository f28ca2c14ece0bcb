"""The town's page: what is out, what is ready, and a button that publishes it."""

from datetime import timedelta

import pytest

from config import clock
from exports.town.rules import compared, counted
from tests.sendings import new_id, sent


@pytest.fixture
def accepted(resident, moderator, deliver):
    """Send an observation and have it accepted; return its identifier."""

    def told(protocol="tree"):
        uuid = new_id()
        resident.put(f"/api/v1/observations/{uuid}", json=sent(protocol))
        deliver()
        verdict = {"verdict": "accept"}
        moderator.post(f"/api/v1/observations/{uuid}/decisions", json=verdict)
        return uuid

    return told


def card(client, dataset):
    """The part of the page about a dataset."""
    return client.get("/ville").text.split(f'id="{dataset}"')[1].split("</section>")[0]


def offers_to_publish(client, dataset):
    return f'action="/ville/{dataset}"' in card(client, dataset)


def test_with_nothing_accepted_there_is_nothing_to_publish(publisher):
    assert "rien à publier" in card(publisher, "tree")
    assert not offers_to_publish(publisher, "tree")


def test_what_the_next_release_would_bring_is_counted(publisher, accepted):
    accepted()
    accepted()
    assert "<strong>2</strong> nouvelles" in card(publisher, "tree")
    assert "comptera 2 observations" in card(publisher, "tree")


def test_what_waits_for_a_naturalist_is_counted_apart(publisher, resident, deliver):
    resident.put(f"/api/v1/observations/{new_id()}", json=sent("tree"))
    deliver()
    assert "Une observation attend encore un naturaliste" in card(publisher, "tree")


@pytest.mark.parametrize("dataset", ["tree", "biodiversity", "heat"])
def test_a_click_publishes(publisher, accepted, deliver, dataset):
    accepted(dataset)
    assert offers_to_publish(publisher, dataset)
    answer = publisher.post(f"/ville/{dataset}")
    assert answer.status_code == 303
    assert "publication n°" in card(publisher, dataset)
    assert not offers_to_publish(publisher, dataset)

    deliver()
    out = card(publisher, dataset)
    assert "Tout est publié" in out
    assert f"/data/{dataset}/1/notice.html" in out
    assert publisher.get(f"/data/{dataset}/1/notice.html").status_code == 200


def test_a_second_click_while_it_is_built_makes_no_second_release(publisher, accepted, deliver):
    accepted()
    publisher.post("/ville/tree")
    answer = publisher.post("/ville/tree")
    assert answer.status_code == 409
    assert "<h1>" in answer.text
    deliver()
    releases = publisher.get("/api/v1/datasets/tree/releases").json["items"]
    assert [one["release"] for one in releases] == [1]


def test_what_is_withdrawn_shows_in_the_next_plan(publisher, resident, accepted, deliver):
    uuid = accepted()
    publisher.post("/ville/tree")
    deliver()
    resident.delete(f"/api/v1/observations/{uuid}")
    assert "<strong>1</strong> retirée" in card(publisher, "tree")


def test_the_state_of_the_tasks_is_one_line(publisher, accepted, deliver):
    accepted()
    deliver()
    assert "aucune tâche n" in publisher.get("/ville").text
    publisher.post("/ville/tree")
    assert "Une tâche est en cours" in publisher.get("/ville").text


def test_an_unknown_dataset_is_not_published(publisher):
    assert publisher.post("/ville/unicorn").status_code == 404


@pytest.mark.parametrize("role", ["resident", "moderator"])
def test_only_publishers_enter(account, role):
    client = account(role)
    assert client.get("/ville").status_code == 403
    assert client.post("/ville/tree").status_code == 403


def test_it_speaks_english_too(publisher, accepted):
    accepted()
    page = publisher.get("/ville?lang=en").text
    assert "The next release will hold 1 observation." in page


def test_the_plan_adds_up():
    assert compared({"added": 3, "changed": 1, "withdrawn": 2}, 10) == (11, 3, 1, 2, True)
    assert not compared({"added": 0, "changed": 0, "withdrawn": 0}, 10).is_new


def test_answers_by_cells_are_new_when_one_changed_since():
    now = clock.now()
    assert not counted(0, None, None).is_new
    assert counted(4, now, None).is_new
    assert not counted(4, now, now).is_new
    assert counted(4, now, now - timedelta(days=1)).is_new
