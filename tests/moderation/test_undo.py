"""A decision is undone within its delay, by who took it, before anybody is told of it."""

from datetime import timedelta

import pytest

from config import clock, events
from config.database import transaction
from moderation.decisions import grace
from news import JOBS
from tests.moderation.desks import waiting
from tests.sendings import sent

NAMED = {"taxon": {"cd_nom": 4001}, "sensitivity": 2}


@pytest.fixture(autouse=True)
def half_a_minute(app):
    grace.lasts(30)
    yield
    grace.lasts(0)


@pytest.fixture
def letters(tmp_path):
    return lambda: len([*(tmp_path / "mail").glob("*.eml")])


@pytest.fixture
def author(account):
    return account("resident", email="jeanne@example.org")


def undo(client, uuid):
    return client.post(f"/api/v1/decisions/{uuid}/undo")


def test_all_is_as_before_and_nobody_was_told(moderator, author, deliver, letters):
    uuid = "7d1f3c52-3d0e-4c60-9d55-7f3f6fd1a001"
    author.put(f"/api/v1/observations/{uuid}", json=sent(answers={"group": "unknown"}))
    deliver()
    address = f"/api/v1/observations/{uuid}"
    before = moderator.get(address).json
    taken = moderator.post(f"{address}/decisions", json={"verdict": "accept"} | NAMED)
    assert 0 < taken.json["undo_seconds"] <= 30
    deliver()
    assert (letters(), waiting(moderator)) == (0, [])
    undone = undo(moderator, taken.json["uuid"])
    assert (undone.status_code, undone.json["status"]) == (200, "submitted")
    after = moderator.get(address)
    assert after.headers["ETag"] == undone.headers["ETag"]
    assert after.json == before
    assert waiting(moderator) == [uuid]
    with clock.held_at(clock.now() + timedelta(minutes=1)):
        events.deliver_all(JOBS)
    assert letters() == 0
    assert undo(moderator, taken.json["uuid"]).status_code == 409
    again = moderator.post(f"{address}/decisions", json={"verdict": "accept"})
    assert again.status_code == 201
    with clock.held_at(clock.now() + timedelta(minutes=1)):
        events.deliver_all(JOBS)
        assert undo(moderator, again.json["uuid"]).status_code == 409, "it is too late"
    assert letters() == 1
    told = [one["what"] for one in author.get(f"{address}/history").json]
    assert told.count("observation.undone") == 1


def test_a_second_opinion_that_no_job_hears_of_is_undone_too(moderator, report, deliver):
    address = f"/api/v1/observations/{report()}"
    taken = moderator.post(f"{address}/decisions", json={"verdict": "second-opinion"})
    deliver()
    assert undo(moderator, taken.json["uuid"]).status_code == 200


def test_only_who_decided_undoes_and_only_the_last_before_a_release(account, report):
    one, other = (account("moderator", organisation="LPO") for _ in range(2))
    uuid = report()
    address = f"/api/v1/observations/{uuid}/decisions"
    first = one.post(address, json={"verdict": "accept"}).json
    assert undo(other, first["uuid"]).status_code == 403
    second = other.post(address, json={"verdict": "reject", "reason": "not-wild"}).json
    assert undo(one, first["uuid"]).status_code == 409, "another decision was taken since"
    assert undo(other, second["uuid"]).json["status"] == "accepted"
    assert undo(one, first["uuid"]).status_code == 409, "it was seen by another"
    third = one.post(address, json={"verdict": "accept"}).json
    with transaction() as session:
        events.record(session, "release.begun", "biodiversity-1")
    refused = undo(one, third["uuid"])
    assert refused.json["type"] == "/problems/too-late-to-undo"
    assert undo(one, "7d1f3c52-3d0e-4c60-9d55-7f3f6fd1a002").status_code == 404


def test_a_merge_undone_is_what_it_was(moderator, report):
    first, second = report(), report()
    address = f"/api/v1/observations/{second}"
    moderator.post(f"{address}/decisions", json={"verdict": "accept"})
    before = moderator.get(address).json
    taken = moderator.post(f"{address}/decisions", json={"verdict": "duplicate", "of": first})
    assert taken.json["status"] == "duplicate"
    assert undo(moderator, taken.json["uuid"]).status_code == 200
    assert moderator.get(address).json == before


def test_the_page_that_follows_offers_the_way_back(moderator, report):
    uuid, seen = report(), None
    seen = moderator.get(f"/api/v1/observations/{uuid}").headers["ETag"].strip('"')
    form = {"option": "certain", "seen": seen}
    following = moderator.post(f"/moderation/{uuid}", data=form)
    assert following.status_code == 303
    page = moderator.get(following.headers["Location"]).text
    assert f"/moderation/{uuid}/annuler" in page
    back = moderator.post(f"/moderation/{uuid}/annuler")
    assert back.status_code == 303
    assert "votre décision est annulée" in moderator.get(back.headers["Location"]).text
    assert waiting(moderator) == [uuid]
    assert moderator.post(f"/moderation/{uuid}/annuler").status_code == 409


def test_the_second_of_two_is_told_who_decided_what(account, report):
    one = account("moderator", email="ada@example.org", organisation="LPO")
    other = account("moderator", organisation="LPO")
    uuid = report()
    address = f"/api/v1/observations/{uuid}"
    seen = one.get(address).headers["ETag"]
    one.post(f"{address}/decisions", json={"verdict": "accept"}, headers={"If-Match": seen})
    late = {"verdict": "reject", "reason": "not-wild"}
    told = other.post(f"{address}/decisions", json=late, headers={"If-Match": seen})
    assert told.status_code == 412
    assert (told.json["by"], told.json["verdict"]) == ("LPO", "accept")
    form = {"option": "reject", "seen": seen.strip('"'), "comment": "Je ne crois pas."}
    page = other.post(f"/moderation/{uuid}", data=form)
    assert page.status_code == 412
    assert "LPO a décidé avant vous" in page.text
    assert "Je ne crois pas." in page.text, "what was typed is kept"
