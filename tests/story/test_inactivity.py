"""An account nobody uses: its person is warned by letter, then it is made anonymous."""

from datetime import timedelta

import pytest

import app as house
from config import clock, daily, events, towns
from tests.citizen.letters import letters
from tests.sendings import new_id, sent

EMAIL = "ada@example.org"


@pytest.fixture
def after(app):
    """Let days pass, then do what is daily."""

    def wait(days):
        with clock.held_at(clock.now() + timedelta(days=days)):
            daily.begin()
            events.deliver_all(house.JOBS)
        towns.serve(app.config["TOWN"])

    return wait


@pytest.fixture
def ada(account):
    return account("resident", email=EMAIL)


def status(client):
    return client.get("/api/v1/me").status_code


def to(settings):
    return [letter["To"] for letter in letters(settings)]


def test_a_silent_account_is_warned_once_then_made_anonymous(ada, settings, after, anyone):
    uuid = new_id()
    ada.put(f"/api/v1/observations/{uuid}", json=sent(comment="mot privé"))
    for days in (0, 600, 729):
        after(days)
    assert to(settings) == []
    for days in (732, 740, 790):
        after(days)
        assert to(settings) == [EMAIL]
        assert status(ada) == 200
    assert "60 jours" in letters(settings)[0].get_body(("plain",)).get_content().replace(
        "\u00a0", " "
    )
    after(793)
    assert status(ada) == 401
    assert to(settings) == [EMAIL]


def test_whoever_sends_something_or_signs_in_is_not_silent(ada, settings, after):
    with clock.held_at(clock.now() + timedelta(days=500)):
        ada.put(f"/api/v1/observations/{new_id()}", json=sent())
    after(900)
    assert to(settings) == []
    after(1235)
    assert to(settings) == [EMAIL]
    with clock.held_at(clock.now() + timedelta(days=1240)):
        seen = {"If-Match": ada.get("/api/v1/me").headers["ETag"]}
        ada.patch("/api/v1/me", json={"language": "en"}, headers=seen)
    after(1400)
    assert status(ada) == 200


def test_what_came_after_the_warning_counts(ada, after):
    after(732)
    with clock.held_at(clock.now() + timedelta(days=760)):
        ada.put(f"/api/v1/observations/{new_id()}", json=sent())
    after(800)
    assert status(ada) == 200


def test_a_phone_without_an_address_is_made_anonymous_all_the_same(resident, after, settings):
    resident.put(f"/api/v1/observations/{new_id()}", json=sent())
    after(732)
    assert status(resident) == 200
    after(795)
    assert status(resident) == 401
    assert to(settings) == []


def test_whoever_has_a_role_stays(moderator, after, settings):
    after(1000)
    after(1100)
    assert status(moderator) == 200
    assert to(settings) == []
