"""What waits for a moderator: whose desk, in which order, who holds what and for how long."""

from datetime import timedelta

from config import clock
from moderation.queues.rules import LEASE
from tests.moderation.desks import waiting
from tests.sendings import new_id, sent


def test_the_queue_is_read_oldest_first(moderator, report):
    told = [report(), report(), report()]
    assert waiting(moderator) == told


def test_the_queue_is_paged_by_cursor(moderator, report):
    told = [report() for _ in range(5)]
    first = moderator.get("/api/v1/queue?limit=2")
    assert [item["uuid"] for item in first.json["items"]] == told[:2]
    assert f"cursor={first.json['next']}" in first.headers["Link"]
    assert 'rel="next"' in first.headers["Link"]
    second = moderator.get("/api/v1/queue", query_string={"limit": 2, "cursor": first.json["next"]})
    assert [item["uuid"] for item in second.json["items"]] == told[2:4]
    last = moderator.get("/api/v1/queue", query_string={"limit": 2, "cursor": second.json["next"]})
    assert [item["uuid"] for item in last.json["items"]] == told[4:]
    assert last.json["next"] is None


def test_an_item_shows_the_whole_observation_and_why_it_came(moderator, report):
    uuid = report(comment="près du port")
    (item,) = moderator.get("/api/v1/queue").json["items"]
    assert item["observation"]["uuid"] == uuid
    assert item["observation"]["comment"] == "près du port"
    assert item["observation"]["place"]["coordinates"] == sent()["place"]["coordinates"]
    assert item["held"] is False


def test_why_is_said_in_the_language_of_the_reader(moderator, report):
    report()
    french = moderator.get("/api/v1/queue?lang=fr").json["items"][0]["why"]
    english = moderator.get("/api/v1/queue", headers={"Accept-Language": "en"}).json["items"][0]
    assert (
        french == "Oiseaux, Fécamp, Les naturalistes : 0 en attente, seule association compétente"
    )
    assert english["why"] == (
        "Oiseaux, Fécamp, Les naturalistes: 0 waiting, the only competent association"
    )


def test_a_resident_has_no_queue(resident, report):
    report()
    for answer in (resident.get("/api/v1/queue"), resident.post("/api/v1/queue/next")):
        assert (answer.status_code, answer.json["type"]) == (403, "/problems/not-allowed")


def test_two_colleagues_never_take_the_same(account, report):
    one, other = (account("moderator", organisation="LPO") for _ in range(2))
    first, second = report(), report()
    assert one.post("/api/v1/queue/next").json["uuid"] == first
    assert other.post("/api/v1/queue/next").json["uuid"] == second
    assert one.post("/api/v1/queue/next").json["uuid"] == first, "what one holds comes first"


def test_nothing_left_is_no_content(moderator, report):
    assert moderator.post("/api/v1/queue/next").status_code == 204


def test_what_a_colleague_holds_is_shown_as_held_to_the_others_only(account, report):
    one, other = (account("moderator", organisation="LPO") for _ in range(2))
    report()
    one.post("/api/v1/queue/next")
    assert [item["held"] for item in other.get("/api/v1/queue").json["items"]] == [True]
    assert [item["held"] for item in one.get("/api/v1/queue").json["items"]] == [False]
    assert other.post("/api/v1/queue/next").status_code == 204


def test_a_claim_ends_by_itself(account, report):
    one, other = (account("moderator", organisation="LPO") for _ in range(2))
    uuid, now = report(), clock.now()
    with clock.held_at(now):
        one.post("/api/v1/queue/next")
    with clock.held_at(now + LEASE - timedelta(seconds=1)):
        assert other.post("/api/v1/queue/next").status_code == 204
    with clock.held_at(now + LEASE + timedelta(seconds=1)):
        assert other.post("/api/v1/queue/next").json["uuid"] == uuid
        assert one.post("/api/v1/queue/next").status_code == 204


def test_one_lets_go_of_what_one_holds_and_of_nothing_else(account, report):
    one, other = (account("moderator", organisation="LPO") for _ in range(2))
    uuid = report()
    one.post("/api/v1/queue/next")
    assert other.delete(f"/api/v1/queue/claims/{uuid}").status_code == 204
    assert other.post("/api/v1/queue/next").status_code == 204, "it is still held"
    assert one.delete(f"/api/v1/queue/claims/{uuid}").status_code == 204
    assert other.post("/api/v1/queue/next").json["uuid"] == uuid


def test_letting_go_of_what_does_not_exist_is_told(moderator):
    answer = moderator.delete(f"/api/v1/queue/claims/{new_id()}")
    assert (answer.status_code, answer.json["type"]) == (404, "/problems/unknown-observation")


def test_what_one_takes_carries_the_version_to_decide_on(moderator, report):
    uuid = report()
    taken = moderator.post("/api/v1/queue/next")
    seen = {"If-Match": taken.headers["ETag"]}
    decisions = f"/api/v1/observations/{uuid}/decisions"
    assert moderator.post(decisions, json={"verdict": "accept"}, headers=seen).status_code == 201


def test_a_moderator_s_own_observation_waits_for_somebody_else(account, deliver):
    one, other = (account("moderator", organisation="LPO") for _ in range(2))
    uuid = new_id()
    one.put(f"/api/v1/observations/{uuid}", json=sent())
    deliver()
    assert waiting(one) == []
    assert one.post("/api/v1/queue/next").status_code == 204
    assert waiting(other) == [uuid]
