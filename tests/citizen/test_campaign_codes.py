"""Codes cannot be guessed by trying: wrong ones are counted, by household."""

from dataclasses import replace

import pytest

from citizen.accounts import limits
from tests.citizen.test_campaigns import campaign, put
from tests.sendings import new_id, sent

__all__ = ["campaign"]


@pytest.fixture
def settings(settings):
    return replace(settings, RATE_LIMITS="on", PROXIES="1")


def at(client, address, **sent):
    client.environ_base["HTTP_X_FORWARDED_FOR"] = address
    return put(client, **sent)


def test_wrong_codes_are_counted_by_household_and_then_refused_unread(
    campaign, new_resident, monkeypatch
):
    monkeypatch.setitem(limits.GUESSES, "campaign-code", "3/hour")
    made = campaign(joining="code")
    guessing = {"campaign": made.slug, "join_code": "AAAAA-AAAAA"}
    wrong = [at(new_resident(), "203.0.113.7", **guessing) for _ in range(4)]
    assert [one.status_code for one in wrong] == [422, 422, 422, 429]
    assert int(wrong[-1].headers["Retry-After"]) > 0
    right = guessing | {"join_code": made.join_code}
    assert at(new_resident(), "203.0.113.7", **right).status_code == 429
    assert at(new_resident(), "203.0.113.8", **right).status_code == 201


def test_right_codes_are_not_counted(campaign, new_resident, monkeypatch):
    """A class sends from one address."""
    monkeypatch.setitem(limits.GUESSES, "campaign-code", "3/hour")
    made = campaign(joining="code")
    told = {"campaign": made.slug, "join_code": made.join_code}
    answers = [at(new_resident(), "203.0.113.9", **told) for _ in range(6)]
    assert {one.status_code for one in answers} == {201}


def test_guesses_in_a_batch_are_counted_too(campaign, resident, monkeypatch):
    monkeypatch.setitem(limits.GUESSES, "campaign-code", "3/hour")
    made = campaign(joining="code")
    resident.environ_base["HTTP_X_FORWARDED_FOR"] = "203.0.113.10"
    items = [told(made.slug) for _ in range(6)]
    results = resident.post("/api/v1/observations/batch", json={"items": items}).json["items"]
    assert [one["status"] for one in results] == [422, 422, 422, 429, 429, 429]


def told(slug):
    from_phone = sent("biodiversity", campaign=slug, join_code="BBBBB-BBBBB")
    return from_phone | {"uuid": new_id()}


def corrected(client, uuid, **changes):
    etag = client.get(f"/api/v1/observations/{uuid}").headers["ETag"]
    body = sent("biodiversity", **changes)
    return client.put(f"/api/v1/observations/{uuid}", json=body, headers={"If-Match": etag})


def test_a_correction_joins_a_campaign_with_its_code_alone(campaign, resident, moderator, deliver):
    made, uuid = campaign(joining="code"), new_id()
    put(resident, uuid)
    for given in ("", "AAAAA-AAAAA"):
        refused = corrected(resident, uuid, campaign=made.slug, join_code=given)
        assert (refused.status_code, pointers(refused)) == (422, {"/join_code"})
    unknown = corrected(resident, uuid, campaign="nulle-part")
    assert (unknown.status_code, pointers(unknown)) == (422, {"/campaign"})
    joined = corrected(resident, uuid, campaign=made.slug, join_code=made.join_code)
    assert (joined.status_code, joined.json["campaign"]) == (200, made.slug)
    again = corrected(resident, uuid, campaign=made.slug, comment="Sans le redire")
    assert again.status_code == 200, "who takes part need not tell the code again"


def test_a_correction_that_comes_first_or_is_proposed_asks_the_code_too(
    campaign, new_resident, moderator, deliver
):
    made, one, other = campaign(joining="code"), new_resident(), new_resident()
    first = {"If-Match": f'"{(uuid := new_id())}-1.0"'}
    for given, status in (("", 422), (made.join_code, 202)):
        body = sent("biodiversity", campaign=made.slug, join_code=given)
        answer = one.put(f"/api/v1/observations/{uuid}", json=body, headers=first)
        assert answer.status_code == status, answer.json
    put(one, uuid)
    assert one.get(f"/api/v1/observations/{uuid}").json["campaign"] == made.slug

    decided = new_id()
    put(other, decided)
    deliver()
    moderator.post(f"/api/v1/observations/{decided}/decisions", json={"verdict": "accept"})
    for given, status in (("", 422), (made.join_code, 202)):
        answer = corrected(other, decided, campaign=made.slug, join_code=given)
        assert answer.status_code == status, answer.json


def pointers(answer):
    return {fault["pointer"] for fault in answer.json["errors"]}
