"""Signing in by a link, mailed or printed; signing out."""

import re
from datetime import timedelta
from email import message_from_bytes

import pytest
from sqlalchemy import select

from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from config import clock
from config.database import reading
from config.events import Event
from config.towns import EVERY_TOWN

EMAIL = "ada@example.org"


@pytest.fixture
def person(app):
    """Someone who has an account, and a link printed for them."""
    return lambda role="resident", email=EMAIL: path_of(make(email, Scope(role))["sign_in"])


def path_of(address):
    return address[address.index("/connexion/") :]


def token_of(page):
    return re.search(r'name="csrf_token" value="(\w+)"', page.text)[1]


def ask(client, email):
    form = {"email": email, "csrf_token": token_of(client.get("/connexion"))}
    return client.post("/connexion", data=form)


def letters(settings):
    return sorted((settings.home / "mail").glob("*.eml"))


def mailed_link(settings):
    letter = message_from_bytes(letters(settings)[-1].read_bytes())
    body = letter.get_payload(0).get_payload(decode=True).decode()
    return path_of(re.search(r"\S+/connexion/\S+", body)[0])


def is_signed_in(client):
    return client.get("/api/v1/me").status_code == 200


# ---- asking


def test_the_answer_is_the_same_whether_the_account_exists(anyone, person, deliver, settings):
    person()
    known, unknown = ask(anyone, EMAIL), ask(anyone, "nobody@example.org")
    assert known.status_code == unknown.status_code == 200
    assert known.text == unknown.text.replace("nobody@example.org", EMAIL)
    deliver()
    assert [message_from_bytes(one.read_bytes())["To"] for one in letters(settings)] == [EMAIL]


def test_asking_needs_our_own_form(anyone):
    assert anyone.post("/connexion", data={"email": EMAIL}).status_code == 403


def test_an_address_is_found_however_it_is_written(anyone, person, deliver, settings):
    person()
    ask(anyone, f"  {EMAIL.upper()} ")
    deliver()
    assert len(letters(settings)) == 1


def test_nobody_is_flooded_with_letters(anyone, person, deliver, settings):
    person()
    for _ in range(5):
        ask(anyone, EMAIL)
    deliver()
    assert len(letters(settings)) == 3


def test_no_event_holds_a_secret_nor_an_address(anyone, person, deliver, settings):
    person()
    ask(anyone, EMAIL)
    ask(anyone, "nobody@example.org")
    deliver()
    secret = mailed_link(settings).rsplit("/", 1)[1]
    with reading() as session:
        told = session.scalars(select(Event), execution_options=EVERY_TOWN).all()
    asked = [f"{one.subject} {one.details}" for one in told if one.name == "sign-in.asked"]
    assert len(asked) == 2
    assert not any(secret in one or "@" in one for one in asked)


# ---- a mailed link


def test_a_mailed_link_waits_for_a_click(anyone, person, deliver, settings):
    person()
    ask(anyone, EMAIL)
    deliver()
    link = mailed_link(settings)
    for _ in range(2):  # a mail scanner opens it, then the person
        page = anyone.get(link)
        assert page.status_code == 200
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert page.headers["Cache-Control"] == "no-store"
    assert not is_signed_in(anyone)

    signed = anyone.post(link, data={"csrf_token": token_of(page)})

    assert (signed.status_code, signed.location) == (303, "/mes-observations")
    assert is_signed_in(anyone)
    assert anyone.get(link).status_code == 410


def test_a_mailed_link_lasts_a_quarter_of_an_hour(anyone, person, deliver, settings):
    person()
    ask(anyone, EMAIL)
    deliver()
    page = anyone.get(mailed_link(settings))
    with clock.held_at(clock.now() + timedelta(minutes=16)):
        late = anyone.post(mailed_link(settings), data={"csrf_token": token_of(page)})
    assert late.status_code == 410
    assert not is_signed_in(anyone)


def test_a_mailed_link_needs_our_own_form(anyone, person, deliver, settings):
    person()
    ask(anyone, EMAIL)
    deliver()
    assert anyone.post(mailed_link(settings)).status_code == 403


# ---- a printed link


@pytest.mark.parametrize(
    ("role", "lands"),
    [
        ("resident", "/mes-observations"),
        ("moderator", "/moderation"),
        ("publisher", "/ville"),
        ("admin", "/ville"),
    ],
)
def test_a_printed_link_signs_in_at_once(anyone, person, role, lands):
    signed = anyone.get(person(role))
    assert (signed.status_code, signed.location) == (303, lands)
    assert is_signed_in(anyone)


def test_a_printed_link_serves_once(anyone, person):
    link = person()
    anyone.get(link)
    again = anyone.get(link, headers={"Accept": "text/html"})
    assert again.status_code == 410
    assert 'href="/connexion"' in again.text


def test_looking_at_a_link_does_not_use_it(anyone, person):
    link = person()
    assert anyone.head(link).status_code == 200
    assert anyone.get(link).status_code == 303


def test_a_made_up_link_is_like_a_used_one(anyone):
    assert anyone.get("/connexion/made-up").status_code == 410
