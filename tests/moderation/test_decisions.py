"""Moderators decide, through HTTP: what is kept, what is refused, what they see."""

import pytest

from tests.citizen.forms import Hidden
from tests.moderation.desks import waiting
from tests.sendings import new_id, sent


@pytest.fixture
def decide(moderator):
    def told(uuid, verdict="accept", headers=None, **details):
        body = {"verdict": verdict} | details
        return moderator.post(f"/api/v1/observations/{uuid}/decisions", json=body, headers=headers)

    return told


def problem(answer):
    return answer.status_code, answer.json["type"].removeprefix("/problems/")


@pytest.mark.parametrize(
    ("verdict", "details", "status", "level"),
    [
        ("accept", {}, "accepted", 1),
        ("accept", {"certainty": "probable"}, "accepted", 2),
        ("doubt", {"reason": "lookalike"}, "doubtful", 3),
        ("reject", {"comment": "Une peluche."}, "rejected", 4),
        ("unassessable", {"reason": "no-evidence"}, "unassessable", 5),
        ("ask", {"reason": "several-species"}, "questioned", 0),
    ],
)
def test_a_decision_leads_to_its_status_and_its_sinp_level(
    moderator, report, decide, verdict, details, status, level
):
    uuid = report()
    answer = decide(uuid, verdict, **details)
    assert answer.status_code == 201
    assert (answer.json["status"], answer.json["validation"]) == (status, level)
    read = moderator.get(f"/api/v1/observations/{uuid}")
    assert (read.json["status"], read.json["validation"]) == (status, level)
    assert answer.headers["ETag"] == read.headers["ETag"]
    assert waiting(moderator) == []


@pytest.mark.parametrize("verdict", ["doubt", "reject", "unassessable", "ask"])
def test_a_decision_that_disappoints_says_why(report, decide, verdict):
    answer = decide(report(), verdict)
    assert problem(answer) == (422, "invalid-content")
    assert [fault["pointer"] for fault in answer.json["errors"]] == ["/reason"]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"verdict": "like"}, "/verdict"),
        ({"verdict": None}, "/verdict"),
        ({"certainty": "sure"}, "/certainty"),
        ({"taxon": {"cd_nom": 999_999_999}}, "/taxon/cd_nom"),
        ({"taxon": {"cd_nom": "4001"}}, "/taxon/cd_nom"),
        ({"sensitivity": 5}, "/sensitivity"),
        ({"sensitivity": -1}, "/sensitivity"),
        ({"sensitivity": 1.5}, "/sensitivity"),
        ({"comment": "a" * 2001}, "/comment"),
        ({"reason": "A reason in words"}, "/reason"),
        ({"of": "not-a-uuid"}, "/of"),
        ({"status": "accepted"}, "/status"),
        ({"moderator": "somebody"}, "/moderator"),
    ],
)
def test_a_decision_that_cannot_be_understood_is_pointed_at(report, decide, changes, pointer):
    answer = decide(report(), **{"verdict": "accept"} | changes)
    assert problem(answer) == (422, "invalid-content")
    assert [fault["pointer"] for fault in answer.json["errors"]] == [pointer]


def test_a_refused_decision_changes_nothing(moderator, report, decide):
    uuid = report()
    before = moderator.get(f"/api/v1/observations/{uuid}").headers["ETag"]
    decide(uuid, taxon={"cd_nom": 999_999_999})
    decide(uuid, "reject")
    assert moderator.get(f"/api/v1/observations/{uuid}").headers["ETag"] == before
    assert waiting(moderator) == [uuid]


def test_a_decision_on_a_former_version_is_refused(moderator, resident, report, decide):
    uuid = report()
    seen = moderator.get(f"/api/v1/observations/{uuid}").headers["ETag"]
    resident.put(
        f"/api/v1/observations/{uuid}", json=sent(comment="deux"), headers={"If-Match": seen}
    )
    answer = decide(uuid, headers={"If-Match": seen})
    assert problem(answer) == (412, "stale-version")
    current = moderator.get(f"/api/v1/observations/{uuid}").headers["ETag"]
    assert answer.json["etag"] == current.strip('"')
    assert decide(uuid, headers={"If-Match": current}).status_code == 201


def test_the_second_of_two_decisions_on_one_version_is_refused(account, report):
    one, other = (account("moderator", organisation="LPO") for _ in range(2))
    uuid = report()
    seen = {"If-Match": one.get(f"/api/v1/observations/{uuid}").headers["ETag"]}
    decisions = f"/api/v1/observations/{uuid}/decisions"
    assert one.post(decisions, json={"verdict": "accept"}, headers=seen).status_code == 201
    late = other.post(decisions, json={"verdict": "reject", "reason": "not-wild"}, headers=seen)
    assert problem(late) == (412, "stale-version")


def test_a_decision_can_be_taken_again_with_its_reason(report, decide):
    uuid = report()
    assert decide(uuid).json["status"] == "accepted"
    again = decide(uuid, "doubt", reason="lookalike")
    assert (again.status_code, again.json["status"]) == (201, "doubtful")


def test_what_is_decided_is_asked_about_no_more(report, decide):
    uuid = report()
    decide(uuid)
    for verdict in ("ask", "second-opinion"):
        answer = decide(uuid, verdict, reason="lookalike")
        assert problem(answer) == (409, "impossible-decision")


def test_who_decides_on_what_was_withdrawn_is_told_that_its_author_did(resident, moderator, report):
    uuid = report()
    tag = moderator.get(f"/api/v1/observations/{uuid}").headers["ETag"]
    page = Hidden(moderator.get(f"/moderation/{uuid}").text).fields
    assert resident.delete(f"/api/v1/observations/{uuid}").status_code == 204
    for headers in ({}, {"If-Match": tag}, {"If-Match": '"of before"'}):
        address = f"/api/v1/observations/{uuid}/decisions"
        answer = moderator.post(address, json={"verdict": "accept"}, headers=headers)
        assert problem(answer) == (410, "withdrawn-since")
        assert answer.json["withdrawn_by"] == "author"
    told = moderator.post(f"/moderation/{uuid}", data={**page, "option": "certain"})
    assert told.status_code == 410
    assert "Son auteur l’a retirée" in told.text


def test_nobody_decides_on_what_lies_outside_their_scope(account, report):
    """What one may not see is not said to exist."""
    uuid = report()
    elsewhere = account("moderator", organisation="Paris", territories=("75056",))
    answer = elsewhere.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    assert problem(answer) == (404, "unknown-observation")
    unknown = elsewhere.post(
        f"/api/v1/observations/{new_id()}/decisions", json={"verdict": "accept"}
    )
    assert unknown.json == answer.json


def test_a_resident_a_publisher_and_nobody_do_not_decide(anyone, resident, publisher, report):
    decisions = f"/api/v1/observations/{report()}/decisions"
    for client, status in ((anyone, 401), (resident, 403), (publisher, 403)):
        assert client.post(decisions, json={"verdict": "accept"}).status_code == status


def test_a_determination_is_the_moderators_and_the_cited_name_stays(moderator, report, decide):
    uuid = report(taxon={"cited_name": "Rouge-gorge ?"}, answers={"group": "unknown"})
    assert decide(uuid, taxon={"cd_nom": 4001}).status_code == 201
    told = moderator.get(f"/api/v1/observations/{uuid}").json["taxon"]
    assert told["cited_name"] == "Rouge-gorge ?"
    assert told["cd_nom"] is None, "what the author cited is never rewritten"


def test_a_determination_brings_it_to_the_moderators_of_its_group(account, report):
    club = account("moderator", organisation="Club")
    birds = account("moderator", organisation="LPO", groups=("Oiseaux",))
    uuid = report(answers={"group": "unknown"})
    assert birds.get(f"/api/v1/observations/{uuid}").status_code == 404
    decided = {"verdict": "accept", "taxon": {"cd_nom": 4001}, "certainty": "probable"}
    club.post(f"/api/v1/observations/{uuid}/decisions", json=decided)
    told = birds.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    assert (told.status_code, told.json["validation"]) == (201, 1)
