"""An address joins the account of a phone: proved by a click, no observation lost, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

import app as house
from citizen.attaching.tables import AddressClaim
from config import clock, daily, events, towns
from config.database import reading
from config.events import Event
from tests.citizen.forms import send, uuid_of
from tests.citizen.letters import letters, link, token_of
from tests.sendings import new_id, sent

EMAIL = "ada@example.org"
LINK = "/mon-compte/adresse"


@pytest.fixture
def claimed(deliver, settings):
    """Claim the address from a phone; return the link of the letter and the phone's code."""

    def ask(client, email=EMAIL):
        answer = client.post("/api/v1/me/email", json={"email": email})
        assert answer.status_code == 202, answer.json
        deliver()
        letter = letters(settings)[-1]
        assert letter["To"] == email.lower()
        return link(letter, LINK), answer.json["code"]

    return ask


def reported(client, **changes):
    uuid = new_id()
    assert client.put(f"/api/v1/observations/{uuid}", json=sent(**changes)).status_code == 201
    return uuid


def proved(browser, path, code=""):
    form = {"csrf_token": token_of(browser.get(path)), "code": code}
    return browser.post(path, data=form)


def mine(client):
    return {one["uuid"] for one in client.get("/api/v1/me/observations").json["items"]}


def test_a_phone_becomes_a_person_by_the_link_and_the_code(resident, anyone, claimed):
    uuid = reported(resident)
    path, code = claimed(resident)
    answer = proved(anyone, path, f"{code[:3]} {code[3:]}")
    assert (answer.status_code, answer.location) == (303, "/mon-compte")
    assert resident.get("/api/v1/me").json["email"] == EMAIL
    assert mine(anyone) == mine(resident) == {uuid}


def test_opening_the_link_does_nothing_by_itself(resident, anyone, claimed):
    path, code = claimed(resident)
    for _ in range(3):  # mail scanners, then the person
        page = anyone.get(path)
        assert (page.status_code, page.headers["Referrer-Policy"]) == (200, "no-referrer")
        assert EMAIL not in page.text
    assert resident.get("/api/v1/me").json["email"] == ""
    assert proved(anyone, path, code).status_code == 303
    assert anyone.get(path).status_code == 410


def test_elsewhere_the_code_of_the_phone_is_needed(resident, anyone, claimed):
    """Else someone could have another join their phone to the account of that other."""
    path, code = claimed(resident)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert proved(anyone, path).status_code == 422
    for _ in range(4):
        assert proved(anyone, path, wrong).status_code == 422
    assert anyone.post(path, data={"code": code}).status_code == 403  # the form is gone
    assert anyone.get(path).status_code == 410
    assert resident.get("/api/v1/me").json["email"] == ""


def test_a_link_lasts_half_an_hour(resident, anyone, claimed):
    path, _ = claimed(resident)
    with clock.held_at(clock.now() + timedelta(minutes=31)):
        assert anyone.get(path).status_code == 410


def test_the_browser_that_asked_needs_no_code(anyone, deliver, settings):
    uuid = uuid_of(send(anyone))
    form = {"csrf_token": token_of(anyone.get("/mon-compte")), "email": EMAIL}
    assert anyone.post("/mon-compte/adresse", data=form).status_code == 200
    deliver()
    assert proved(anyone, link(letters(settings)[-1], LINK)).status_code == 303
    assert anyone.get("/api/v1/me").json["email"] == EMAIL
    assert mine(anyone) == {uuid}


def test_what_a_phone_sent_joins_the_person_who_has_the_address(resident, anyone, account, claimed):
    person = account("resident", email=EMAIL)
    hers, phones = reported(person), {reported(resident), reported(resident, comment="!")}
    resident.post(f"/api/v1/observations/{min(phones)}/messages", json={"body": "bonjour"})
    path, code = claimed(resident)
    proved(anyone, path, code)
    assert mine(person) == mine(resident) == mine(anyone) == phones | {hers}
    assert resident.get("/api/v1/me").json["uuid"] == person.get("/api/v1/me").json["uuid"]
    history = resident.get(f"/api/v1/observations/{min(phones)}/history").json
    assert {one["by"] for one in history} == {"author"}
    again = resident.put(
        f"/api/v1/observations/{min(phones)}", json=sent(comment="autre"),
        headers={"If-Match": resident.get(f"/api/v1/observations/{min(phones)}").headers["ETag"]},
    )  # fmt: skip
    assert again.status_code == 200


def test_what_arrives_while_accounts_are_joined_is_not_lost(
    app, resident, anyone, account, claimed, deliver
):
    person = account("resident", email=EMAIL)
    path, code = claimed(resident)
    token, page = resident.token, token_of(anyone.get(path))
    town = towns.served()

    def put(uuid):
        with towns.serving(town):
            phone = app.test_client()
            headers = {"Authorization": f"Bearer {token}"}
            return phone.put(
                f"/api/v1/observations/{uuid}", json=sent(), headers=headers
            ).status_code

    uuids = [new_id() for _ in range(16)]
    with ThreadPoolExecutor(5) as phones:
        sending = [phones.submit(put, uuid) for uuid in uuids]
        joined = phones.submit(
            lambda: anyone.post(path, data={"csrf_token": page, "code": code}).status_code
        )
        assert {one.result() for one in sending} == {201}
        assert joined.result() == 303
    towns.serve(town)
    deliver()
    daily.begin()
    deliver()
    assert mine(person) == set(uuids)


def test_a_person_takes_another_address_but_not_that_of_another(account, anyone, claimed):
    person = account("resident", email=EMAIL)
    path, code = claimed(person, "Ada.New@example.org")
    proved(anyone, path, code)
    assert person.get("/api/v1/me").json["email"] == "ada.new@example.org"
    account("moderator", email="mod@example.org")
    path, code = claimed(person, "mod@example.org")
    assert proved(anyone, path, code).status_code == 409
    assert person.get("/api/v1/me").json["role"] == "resident"


def test_the_answer_is_the_same_whether_the_address_is_known(resident, new_resident, account):
    account("resident", email=EMAIL)
    known = resident.post("/api/v1/me/email", json={"email": EMAIL})
    unknown = new_resident().post("/api/v1/me/email", json={"email": "nobody@example.org"})
    assert known.status_code == unknown.status_code
    assert known.json.keys() == unknown.json.keys()


def test_nobody_is_flooded_with_letters(resident, new_resident):
    told = [new_resident().post("/api/v1/me/email", json={"email": EMAIL}) for _ in range(4)]
    assert [one.status_code for one in told] == [202, 202, 202, 429]
    assert resident.post("/api/v1/me/email", json={"email": "pas une adresse"}).status_code == 422


def test_no_event_holds_the_address_nor_the_secret(resident, claimed):
    path, code = claimed(resident)
    with reading() as session:
        told = [f"{one.subject} {one.details}" for one in session.scalars(select(Event))]
        kept = session.scalars(select(AddressClaim)).one()
    assert not any("@" in one or code in one or path.rsplit("/", 1)[1] in one for one in told)
    assert code not in f"{kept.code_digest} {kept.digest}"


def test_an_address_that_was_not_proved_is_forgotten(resident, claimed):
    claimed(resident)
    with clock.held_at(clock.now() + timedelta(days=40)):
        daily.begin()
        events.deliver_all(house.JOBS)
    towns.serve(1)
    with reading() as session:
        assert session.scalars(select(AddressClaim)).all() == []
