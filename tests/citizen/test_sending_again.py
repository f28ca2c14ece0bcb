"""A sending that comes again: at once, from another, corrected, withdrawn, only tried."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import func, select

from citizen.observations.tables import Observation, Revision
from config.database import Base, reading
from config.events import Event
from tests.sendings import new_id, sent

TIMES = 8


def counted(table, *where):
    with reading() as session:
        return session.scalar(select(func.count(table.id)).where(*where))


def everything():
    with reading() as session:
        tables = Base.metadata.sorted_tables
        return {t.name: session.scalar(select(func.count()).select_from(t)) for t in tables}


def put(client, uuid, headers=None, dry_run=False, **changes):
    address = f"/api/v1/observations/{uuid}{'?dry_run=true' if dry_run else ''}"
    return client.put(address, json=sent() | changes, headers=headers)


def seen(answer):
    return {"If-Match": answer.headers["ETag"]}


def kinds(uuid):
    """The events of an observation, in order."""
    with reading() as session:
        told = select(Event.name).where(Event.subject == uuid).order_by(Event.id)
        return [name.removeprefix("observation.") for name in session.scalars(told)]


@pytest.fixture
def at_once(app):
    """Ask the same of the application many times, from as many threads."""

    def ask(client, asked):
        def once(number):
            phone = app.test_client()
            phone.token = client.token
            return asked(phone, number)

        with ThreadPoolExecutor(TIMES) as phones:
            return list(phones.map(once, range(TIMES)))

    return ask


def test_the_same_sending_eight_times_at_one_instant_is_one_observation(resident, at_once):
    for _ in range(3):
        uuid = new_id()
        answers = at_once(resident, lambda phone, _, uuid=uuid: put(phone, uuid))
        assert sorted(answer.status_code for answer in answers) == [200] * (TIMES - 1) + [201]
        assert all(answer.json == answers[0].json for answer in answers)
        assert len({answer.headers["ETag"] for answer in answers}) == 1
        assert counted(Observation, Observation.uuid == UUID(uuid)) == 1
        assert kinds(uuid) == ["submitted"]


def test_eight_contents_under_one_identifier_at_one_instant_keep_one(resident, at_once):
    uuid = new_id()
    answers = at_once(resident, lambda phone, n: put(phone, uuid, comment=f"{n}"))
    assert sorted(answer.status_code for answer in answers) == [201] + [409] * (TIMES - 1)
    assert (counted(Observation), counted(Revision), kinds(uuid)) == (1, 0, ["submitted"])
    kept = next(answer.json["comment"] for answer in answers if answer.status_code == 201)
    assert resident.get(f"/api/v1/observations/{uuid}").json["comment"] == kept


def test_eight_corrections_of_one_version_at_one_instant_make_one(resident, at_once):
    uuid = new_id()
    first = put(resident, uuid)
    answers = at_once(resident, lambda phone, n: put(phone, uuid, seen(first), comment=f"{n}"))
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * (TIMES - 1)
    assert (counted(Revision), kinds(uuid)) == (1, ["submitted", "corrected"])
    assert resident.get(f"/api/v1/observations/{uuid}").json["version"] == 2


def test_eight_observations_at_one_instant_are_eight(resident, at_once):
    answers = at_once(resident, lambda phone, _: put(phone, new_id()))
    assert [answer.status_code for answer in answers] == [201] * TIMES
    assert (counted(Observation), counted(Event)) == (TIMES, TIMES)


def test_eight_withdrawals_at_one_instant_are_one(resident, at_once):
    uuid = new_id()
    put(resident, uuid)
    address = f"/api/v1/observations/{uuid}"
    answers = at_once(resident, lambda phone, _: phone.delete(address).status_code)
    assert answers == [204] * TIMES
    assert kinds(uuid) == ["submitted", "withdrawn"]


def test_the_order_of_keys_does_not_make_another_content(resident):
    uuid = new_id()
    put(resident, uuid)
    turned = dict(reversed(sent().items()))
    turned["answers"] = dict(reversed(turned["answers"].items()))
    assert resident.put(f"/api/v1/observations/{uuid}", json=turned).status_code == 200
    assert kinds(uuid) == ["submitted"]


@pytest.mark.parametrize("changes", [{}, {"comment": "other"}], ids=["same", "other"])
@pytest.mark.parametrize("dry_run", [False, True], ids=["sent", "tried"])
def test_the_identifier_of_another_is_refused_and_nothing_is_told_of_theirs(
    resident, new_resident, changes, dry_run
):
    uuid, other = new_id(), new_resident()
    put(resident, uuid)
    before = everything()
    answer = put(other, uuid, None, dry_run, **changes)
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/other-content")
    assert answer.json.keys() == {"type", "title", "status", "detail"}
    assert "ETag" not in answer.headers
    assert everything() == before


def test_a_withdrawn_observation_stays_withdrawn(resident):
    uuid = new_id()
    first = put(resident, uuid)
    resident.delete(f"/api/v1/observations/{uuid}")
    before = everything()
    for changes in ({}, {"comment": "again"}):
        for headers in (None, seen(first), {"If-Match": "*"}):
            answer = put(resident, uuid, headers, **changes)
            assert (answer.status_code, answer.json["type"]) == (410, "/problems/withdrawn")
            assert answer.json["withdrawn_by"] == "author"
            assert answer.json["reason"].startswith("Vous l'avez retirée le ")
    assert everything() == before


def test_a_withdrawn_identifier_of_another_is_refused_as_any_other(resident, new_resident):
    uuid = new_id()
    put(resident, uuid)
    resident.delete(f"/api/v1/observations/{uuid}")
    answer = put(new_resident(), uuid)
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/other-content")


def test_a_dry_run_answers_as_a_sending_would_and_keeps_nothing(resident):
    uuid, before = new_id(), everything()
    tried = put(resident, uuid, dry_run=True)
    assert everything() == before
    assert resident.get(f"/api/v1/observations/{uuid}").status_code == 404
    kept = put(resident, uuid)
    assert (tried.status_code, kept.status_code) == (201, 201)
    assert tried.json | {"received_at": ""} == kept.json | {"received_at": ""}


def test_a_dry_run_of_a_correction_changes_nothing(resident):
    uuid = new_id()
    first, before = put(resident, uuid), everything()
    tried = put(resident, uuid, seen(first), dry_run=True, comment="two")
    assert (tried.status_code, tried.json["version"]) == (200, 2)
    assert everything() == before
    told = resident.get(f"/api/v1/observations/{uuid}").json
    assert told.pop("progress")["state"] == "received"
    assert told | {"possible_duplicates": []} == first.json


def test_a_correction_keeps_the_version_before_it(resident):
    uuid = new_id()
    first = put(resident, uuid, comment="one")
    second = put(resident, uuid, seen(first), comment="two")
    third = put(resident, uuid, seen(second), comment="three")
    assert [a.json["version"] for a in (first, second, third)] == [1, 2, 3]
    with reading() as session:
        former = session.scalars(select(Revision).order_by(Revision.version)).all()
    assert [(one.version, one.content["comment"]) for one in former] == [(1, "one"), (2, "two")]
    assert put(resident, uuid, seen(second), comment="four").status_code == 412
    assert put(resident, uuid, seen(first), comment="three").status_code == 200  # as it stands


def test_a_decision_makes_the_version_its_author_saw_stale(resident, moderator):
    uuid = new_id()
    first = put(resident, uuid)
    told = {"verdict": "ask", "comment": "Une photo ?"}
    moderator.post(f"/api/v1/observations/{uuid}/decisions", json=told)
    assert put(resident, uuid, seen(first), comment="two").status_code == 412
    current = resident.get(f"/api/v1/observations/{uuid}")
    assert put(resident, uuid, seen(current), comment="two").status_code == 200
