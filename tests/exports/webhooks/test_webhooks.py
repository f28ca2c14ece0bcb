"""An association is told of its observations by signed calls, and of nothing that is hidden."""

from datetime import timedelta

import pytest
from sqlalchemy import delete
from standardwebhooks import Webhook, WebhookVerificationError

from citizen.accounts.tables import Mandate
from config import clock
from config.database import transaction
from exports.webhooks.rules import RETRIES
from tests.citizen.letters import letters
from tests.exports.webhooks.told import decide


def verified(receiver, secret):
    return [Webhook(secret).verify(body, headers) for headers, body, _ in receiver.came]


def test_each_thing_that_happens_is_told_once_and_signed(
    hook, receiver, report, moderator, resident, send
):
    uuid = report()
    assert send() == 1
    decide(moderator, uuid)
    send()
    resident.delete(f"/api/v1/observations/{uuid}")
    send()
    came = verified(receiver, hook["secret"])
    assert [one["type"].split(".")[1] for one in came] == ["submitted", "decided", "withdrawn"]
    assert {one["data"]["uuid"] for one in came} == {uuid}
    assert came[1]["data"]["status"] == "accepted"
    assert came[1]["data"]["verdict"] == "accept"
    assert "49.7" not in str(receiver.came)
    assert {path for _, _, path in receiver.came} == {"/brindille?key=1"}
    assert len({headers["webhook-id"] for headers, _, _ in receiver.came}) == 3
    assert send() == 0


def test_a_forged_body_or_another_secret_is_not_verified(hook, receiver, report, send):
    report()
    send()
    headers, body, _ = receiver.came[0]
    with pytest.raises(WebhookVerificationError):
        Webhook(hook["secret"]).verify(body + b" ", headers)
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + "A" * 44).verify(body, headers)


def test_for_a_day_after_a_change_of_secret_both_are_valid(hook, receiver, report, moderator, send):
    address = f"/api/v1/webhooks/{hook['uuid']}"
    second = moderator.post(f"{address}/secret").json["secret"]
    report()
    send()
    assert verified(receiver, hook["secret"]) == verified(receiver, second)
    assert "secret" not in moderator.get(address).json
    receiver.came.clear()
    report()
    with clock.held_at(clock.now() + timedelta(hours=25)):
        send()
        headers, _, _ = receiver.came[0]
        assert len(headers["webhook-signature"].split()) == 1


def test_what_fails_is_tried_again_on_schedule_under_one_id_then_given_up_and_replayed(
    hook, receiver, report, moderator, send, settings
):
    receiver.answers = [500]
    receiver.words = b"no" * 40_000
    report()
    now = clock.now()
    with clock.held_at(now):
        send()
    for pause in RETRIES:
        now += pause * 1.11
        with clock.held_at(now):
            send()
    assert len(receiver.came) == len(RETRIES) + 1
    assert len({headers["webhook-id"] for headers, _, _ in receiver.came}) == 1
    address = f"/api/v1/webhooks/{hook['uuid']}"
    (call,) = moderator.get(f"{address}/calls?state=dead").json["items"]
    assert (call["status"], call["fault"], len(call["answer"])) == (500, "answered", 1000)
    assert moderator.get(address).json["state"] == "failed"
    with clock.held_at(now):
        send()
    (letter,) = letters(settings)
    assert "webhook" in letter["Subject"]
    assert hook["uuid"] in letter.get_body(("plain",)).get_content()
    receiver.answers = [204]
    etag = {"If-Match": moderator.get(address).headers["ETag"]}
    assert moderator.patch(address, json={"is_on": True}, headers=etag).json["state"] == "on"
    assert moderator.post(f"{address}/replay").json == {"replayed": 1}
    with clock.held_at(now):
        assert send() == 1
    (call,) = moderator.get(f"{address}/calls").json["items"]
    assert (call["state"], call["status"]) == ("done", 204)
    assert len({headers["webhook-id"] for headers, _, _ in receiver.came}) == 1


def test_a_receiver_that_fails_is_left_in_peace_while_the_rest_waits(hook, receiver, report, send):
    receiver.answers = [503]
    for _ in range(5):
        report()
    send()
    assert len(receiver.came) == 1
    receiver.answers = [200]
    with clock.held_at(clock.now() + timedelta(seconds=10)):
        send()
    assert len({h["webhook-id"] for h, _, _ in receiver.came}) == 5


def test_a_redirect_is_not_followed_and_gone_stops_it_all(hook, receiver, report, moderator, send):
    receiver.answers = [302]
    receiver.headers = {"Location": f"http://127.0.0.1:{receiver.server_port}/elsewhere"}
    report()
    send()
    address = f"/api/v1/webhooks/{hook['uuid']}"
    (call,) = moderator.get(f"{address}/calls").json["items"]
    assert (call["status"], call["fault"]) == (302, "redirected")
    assert len(receiver.came) == 1
    receiver.answers = [410]
    report()
    with clock.held_at(clock.now() + timedelta(minutes=10)):
        send()
    assert moderator.get(address).json["state"] == "gone"
    assert {c["state"] for c in moderator.get(f"{address}/calls").json["items"]} == {"dead"}


def test_an_association_is_told_of_its_own_scope_alone(account, receiver, report, send):
    trees = account("moderator", organisation="Arbres", protocols=("tree",))
    assert trees.post("/api/v1/webhooks", json={"url": receiver.url}).status_code == 201
    report("biodiversity")
    send()
    assert receiver.came == []


def test_who_no_longer_speaks_for_an_association_hears_no_more_for_it(hook, receiver, report, send):
    with transaction() as session:
        session.execute(delete(Mandate))
    report()
    send()
    assert receiver.came == []
