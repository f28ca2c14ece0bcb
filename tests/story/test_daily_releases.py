"""A release is built by itself each day on which it would say something new."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

import app as house
from config import clock, daily, events, towns
from config.database import transaction
from config.events import PAUSES
from exports.datasets import hands, jobs, writing
from exports.datasets.declared import store as declared
from exports.datasets.declared.rules import Declared
from exports.datasets.writing import Unpublishable
from tests.sendings import new_id, sent


@pytest.fixture
def accepted(resident, moderator, deliver):
    def told(protocol="tree"):
        uuid = new_id()
        resident.put(f"/api/v1/observations/{uuid}", json=sent(protocol))
        deliver()
        moderator.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
        deliver()
        return uuid

    return told


@pytest.fixture
def after(app):
    """Let days go by, and do what is done in the last of these nights."""
    start = clock.now().replace(hour=12)  # nights counted from noon: never this one

    def told(days):
        with clock.held_at(start + timedelta(days=days)):
            daily.begin()
            events.deliver_all(house.JOBS)

    return told


def numbers(client, dataset="tree"):
    items = client.get(f"/api/v1/datasets/{dataset}/releases").json["items"]
    return [one["release"] for one in items]


def write(dataset, **told):
    with transaction() as session:
        declared.keep(session, Declared(dataset, **told))


def test_what_changed_is_released_once(publisher, resident, accepted, after):
    uuid = accepted()
    after(1)
    assert numbers(publisher) == [1]
    after(2)
    assert numbers(publisher) == [1], "nothing changed"
    resident.delete(f"/api/v1/observations/{uuid}")
    accepted()
    after(3)
    assert numbers(publisher) == [2, 1]
    assert numbers(publisher, "biodiversity") == [], "nothing was ever accepted of it"


def test_another_way_to_publish_is_a_change_too(publisher, accepted, after):
    accepted()
    after(1)
    write("tree", protocol="tree", producer="Agglomération de Fécamp")
    after(2)
    manifest = publisher.get("/data/tree/2/manifest.json").json
    assert manifest["producer"] == "Agglomération de Fécamp"
    after(3)
    assert numbers(publisher) == [2, 1]


def test_a_rhythm_is_kept_to_and_may_be_switched_off(publisher, accepted, after):
    write("tree", protocol="tree", rhythm="weekly")
    accepted()
    after(1)
    accepted()
    after(7)
    assert numbers(publisher) == [1]
    after(8)
    assert numbers(publisher) == [2, 1]
    write("tree", protocol="tree", automatic=False)
    after(30)
    assert numbers(publisher) == [2, 1]


def test_felt_heat_is_released_once_a_month_and_only_when_a_square_changed(
    publisher, accepted, after
):
    accepted("heat")
    after(1)
    assert numbers(publisher, "heat") == [1]
    accepted("heat")
    after(20)
    after(32)
    assert numbers(publisher, "heat") == [1], "too few people: no square tells of the second answer"


def test_a_failure_is_told_in_the_console_and_tried_again_next_day(
    publisher, accepted, after, monkeypatch
):
    accepted()

    def broken(*_):
        raise Unpublishable("sinp.csv 3: 1101 cdNom")

    with monkeypatch.context() as patched:
        patched.setattr(writing, "_refuse_faulty", broken)
        for minutes in range(0, 60, 12):
            after(1 + minutes / 24 / 60)
    assert len(PAUSES) == 4
    page = publisher.get("/ville").text
    assert "n’a pas abouti" in page
    assert numbers(publisher) == []
    after(2)
    assert numbers(publisher) == [2]
    assert "n’a pas abouti" not in publisher.get("/ville").text


def test_two_processes_never_build_one_release(publisher, accepted, monkeypatch):
    accepted()
    publisher.post("/api/v1/datasets/tree/releases")
    built = []
    whole = jobs._built

    def counted(number):
        built.append(number)
        return whole(number)

    def one_process(_):
        with towns.serving(town):
            jobs.build(1)

    town = towns.served()
    monkeypatch.setattr(jobs, "_built", counted)
    with ThreadPoolExecutor(4) as processes:
        [*processes.map(one_process, range(4))]
    assert len(built) == 1


def test_what_a_killed_process_held_is_built_by_another(publisher, accepted):
    accepted()
    publisher.post("/api/v1/datasets/tree/releases")
    holding = hands.on(1)
    assert holding.__enter__()
    jobs.build(1)
    assert numbers(publisher) == []
    with transaction() as session:
        jobs.store.hold(session, 1, clock.now() - hands.GONE - timedelta(seconds=1))
    jobs.build(1)
    assert numbers(publisher) == [1]


def card(client, dataset="tree"):
    return client.get("/ville").text.split(f'id="{dataset}"')[1].split("</section>")[0]


def version(client, dataset="tree"):
    return card(client, dataset).split('name="version" value="')[1].split('"')[0]


def test_a_clerk_switches_it_off_and_on_again(publisher, moderator, accepted, after):
    accepted()
    seen = version(publisher)
    told = {"version": seen, "rhythm": "weekly"}
    assert moderator.post("/ville/tree/rythme", data=told).status_code == 403
    assert publisher.post("/ville/tree/rythme", data=told).status_code == 303
    assert "seulement quand vous le demandez" in card(publisher)
    after(9)
    assert numbers(publisher) == []

    stale = publisher.post("/ville/tree/rythme", data=told)
    assert stale.status_code == 412, "somebody changed it since it was seen"
    told = {"version": version(publisher), "rhythm": "weekly", "automatic": "1"}
    assert publisher.post("/ville/tree/rythme", data=told).status_code == 303
    assert publisher.get("/api/v1/datasets/tree").json["rhythm"] == "weekly"
    after(10)
    assert numbers(publisher) == [1]


def test_felt_heat_is_never_published_each_day(publisher):
    told = {"version": version(publisher, "heat"), "rhythm": "daily", "automatic": "1"}
    assert publisher.post("/ville/heat/rythme", data=told).status_code == 422
    assert 'value="daily"' not in card(publisher, "heat")
    assert publisher.post("/ville/tree/rythme", data={"rhythm": "hourly"}).status_code == 400
    assert publisher.post("/ville/unicorn/rythme", data=told).status_code == 404
