"""A phone that asked is told, in words that only it reads; one that left is forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from citizen.push import store
from citizen.push.rules import MOST
from citizen.push.tables import PushSubscription
from config import clock, events
from config.database import reading, transaction
from tests.citizen.push.phone import claims
from tests.sendings import new_id, sent

AT = "/api/v1/me/push"
GOOD = {  # its keys are those of RFC 8291, Appendix A
    "endpoint": "https://push.example.org/x",
    "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-"
    "AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
}


def kept():
    with reading() as session:
        return [one.endpoint for one in session.scalars(select(PushSubscription))]


@pytest.fixture
def decide(resident, moderator, deliver):
    """Have an observation of the resident decided on."""

    def told(verdict="accept", **details):
        uuid = new_id()
        assert resident.put(f"/api/v1/observations/{uuid}", json=sent()).status_code == 201
        deliver()
        body = {"verdict": verdict, **details}
        answer = moderator.post(f"/api/v1/observations/{uuid}/decisions", json=body)
        assert answer.status_code == 201, answer.json
        deliver()
        return uuid

    return told


def test_a_resident_is_told_of_a_question_and_of_a_first_publication(
    resident, phone, service, decide, anyone
):
    mine, other = phone(), phone("tablet")
    for one in (mine, mine, other):  # asked twice, it is one
        assert resident.post(AT, json=one.asks).status_code == 204
    assert len(kept()) == 2
    asked = decide("ask", comment="Combien de pétales ?")
    first = decide()
    decide()  # the second is told by letter alone
    decide("reject", reason="not-wild")
    assert mine.read == other.read
    assert [one["url"] for one in mine.read] == [
        f"/mes-observations/{asked}", f"/mes-observations/{first}",
    ]  # fmt: skip
    shown = " ".join(one["title"] + one["body"] for one in mine.read)
    assert "Une question pour vous" in shown
    assert "pétales" not in shown
    _, headers, _ = service.came[0]
    assert headers["Content-Encoding"] == "aes128gcm"
    assert int(headers["TTL"]) > 0
    origin = mine.asks["endpoint"].removesuffix(mine.path)
    key = anyone.get("/push/key").json["key"]
    assert claims(headers["Authorization"], key)["aud"] == origin

    assert resident.delete(AT, json={"endpoint": mine.asks["endpoint"]}).status_code == 204
    decide("ask", comment="Et la hauteur ?")
    assert (len(mine.read), len(other.read)) == (2, 3)


def test_news_that_come_twice_are_pushed_once(resident, phone, decide):
    mine = phone()
    resident.post(AT, json=mine.asks)
    decide("ask", comment="Où ?")
    with transaction() as session:
        (told,) = session.scalars(
            select(events.Event).where(events.Event.name == "push.wanted")
        ).all()
        whose = session.scalars(select(PushSubscription.account_id)).one()
        store.wanted(session, whose, "asked", "/x", told.details["news"])
    events.deliver_all({})
    assert len(mine.read) == 1


@pytest.mark.parametrize("status", [404, 410])
def test_a_phone_that_is_gone_is_forgotten(resident, phone, service, decide, status):
    resident.post(AT, json=phone().asks)
    service.answers = status
    decide("ask", comment="Où ?")
    assert len(service.came) == 1
    assert kept() == []


def test_a_slow_service_is_tried_again_four_times_and_holds_nothing_up(
    resident, phone, service, decide, deliver
):
    mine = phone()
    resident.post(AT, json=mine.asks)
    service.answers = 503
    uuid = decide("ask", comment="Où ?")
    later = clock.now()
    for _ in range(8):
        later += timedelta(hours=1)
        with clock.held_at(later):
            deliver()
    assert len(service.came) == 4
    with reading() as session:
        assert events.dead(session) == []
    service.answers = 201
    assert resident.delete(f"/api/v1/observations/{uuid}").status_code in {200, 204}
    decide("ask", comment="Et là ?")
    assert len(mine.read) == 5


def test_whoever_leaves_is_told_nothing_more(resident, phone, decide):
    resident.post(AT, json=phone().asks)
    assert resident.delete("/api/v1/me?observations=keep").status_code == 204
    assert kept() == []


def test_a_phone_is_of_the_last_account_that_asked_and_an_account_has_few(
    resident, new_resident, phone
):
    mine, another = phone(), new_resident()
    resident.post(AT, json=mine.asks)
    another.delete(AT, json={"endpoint": mine.asks["endpoint"]})
    assert len(kept()) == 1  # it is not theirs to end
    another.post(AT, json=mine.asks)
    resident.delete(AT, json={"endpoint": mine.asks["endpoint"]})
    assert kept() == [mine.asks["endpoint"]]
    for number in range(MOST + 2):
        another.post(AT, json=phone(f"phone-{number}").asks)
    assert len(kept()) == MOST
    assert mine.asks["endpoint"] not in kept()


def test_a_moderator_is_told_once_a_day_that_something_waits(moderator, resident, phone, deliver):
    desk, home = phone("desk"), phone("home")
    moderator.post(AT, json=desk.asks)
    resident.post(AT, json=home.asks)
    day(0, deliver)
    assert desk.read == []  # nothing waits
    resident.put(f"/api/v1/observations/{new_id()}", json=sent())
    deliver()
    for later in (0, 0, 24):
        day(later, deliver)
    assert [one["url"] for one in desk.read] == ["/moderation"] * 2
    assert home.read == []


def day(hours, deliver):
    with clock.held_at(clock.now() + timedelta(hours=hours)):
        with transaction() as session:
            events.record(session, "day.begun", "town")
        deliver()


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"endpoint": "http://push.example.org/x"}, "/endpoint"),
        ({"endpoint": "https://192.168.1.1/x"}, "/endpoint"),
        ({"endpoint": "https://localhost/x"}, "/endpoint"),
        ({"p256dh": "A" * 87}, "/p256dh"),
        ({"p256dh": "é" * 87}, "/p256dh"),
        ({"auth": "AAAA" * 6}, "/auth"),
        ({"auth": "*" * 22}, "/auth"),
    ],
)
def test_what_cannot_be_called_nor_sealed_is_refused(on, resident, changes, wrong):
    answer = resident.post(AT, json=GOOD | changes)
    assert answer.status_code == 422, answer.json
    assert [one["pointer"] for one in answer.json["errors"]] == [wrong]
    assert kept() == []
    assert resident.post(AT, json=GOOD).status_code == 204


def test_where_it_is_off_nothing_is_shown_nor_kept_nor_sent(app, resident, anyone, decide):
    for answer in (anyone.get("/push/key"), resident.post(AT, json=GOOD)):
        assert answer.status_code == 404
        assert answer.json["type"].endswith("/push-off")
    assert kept() == []
    decide("ask", comment="Où ?")
    for page in ("/mes-observations", "/mon-compte/lettres"):
        assert "data-push" not in resident.get(page).text


def test_where_it_is_on_the_pages_offer_it_in_both_languages(on, resident):
    for page in ("/mes-observations", "/mon-compte/lettres"):
        assert "Prévenez-moi sur ce téléphone" in resident.get(f"{page}?lang=fr").text
        assert "Notify me on this phone" in resident.get(f"{page}?lang=en").text
