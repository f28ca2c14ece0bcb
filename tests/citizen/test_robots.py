"""A robot is thanked and nothing is kept; a person, however quick or slow, loses nothing."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import app as house
from citizen.observations.tables import Observation
from citizen.robots.rules import DOUBT, FIELD, PERSON, ROBOT, judged
from config import clock, towns
from config.events import Event
from tests.citizen.forms import Hidden, count, filled, unspaced
from tests.conftest import Client

NOW = datetime(2026, 5, 14, 9, 32, tzinfo=UTC)


@pytest.mark.parametrize(
    ("is_filled", "took", "again", "who"),
    [
        (False, 3, None, PERSON), (False, 36_000, None, PERSON), (False, 2, None, DOUBT),
        (False, None, None, DOUBT), (True, 3, None, DOUBT), (True, 2, None, ROBOT),
        (True, None, None, ROBOT), (True, 0, 1, PERSON), (False, 2, 0, DOUBT), (True, 2, 0, ROBOT),
    ],
)  # fmt: skip
def test_one_sign_is_a_doubt_two_are_a_robot(is_filled, took, again, who):
    told = [one if one is None else timedelta(seconds=one) for one in (took, again)]
    assert judged(is_filled=is_filled, took=told[0], again=told[1]) == who


@given(st.booleans(), st.none() | st.timedeltas(), st.timedeltas(timedelta(seconds=1)))
def test_whoever_presses_once_more_is_let_through(is_filled, took, again):
    assert judged(is_filled=is_filled, took=took, again=again) == PERSON


@given(st.timedeltas(timedelta(seconds=3)))
def test_nobody_is_too_slow(took):
    assert judged(is_filled=False, took=took) == PERSON


@pytest.fixture
def browser(settings):
    """A browser before the product as it is served: with its traps."""
    app = house.create_app(replace(settings, RATE_LIMITS="on"))
    app.test_client_class = Client
    towns.serve(app.config["TOWN"])
    return app.test_client()


def fill(browser, **typed):
    with clock.held_at(NOW):
        return filled(browser, "tree", **typed)


def send(browser, form, seconds, path="/observer/tree"):
    with clock.held_at(NOW + timedelta(seconds=seconds)):
        return browser.post(path, data=form)


def test_a_person_fills_a_form_in_at_their_pace(browser):
    assert send(browser, fill(browser), 3600 * 20).status_code == 303
    assert count(Observation) == 1


def test_a_robot_is_sent_away_as_if_something_had_been_kept(browser):
    answer = send(browser, fill(browser, **{FIELD: "https://example.org"}), 1)
    assert answer.status_code == 303
    assert count(Observation) == 0
    assert browser.get(answer.location).status_code == 200


@pytest.mark.parametrize(("hidden", "seconds"), [("", 1), ("filled by an extension", 60)])
def test_a_person_in_doubt_presses_once_more_and_nothing_is_lost(browser, hidden, seconds):
    form = fill(browser, **{FIELD: hidden}, comment="derrière l'église")
    asked = send(browser, form, seconds)
    assert asked.status_code == 409
    page = unspaced(asked.text)
    assert "Appuyez encore une fois" in page and "derrière l&#39;église" in page
    assert f'name="{FIELD}"' not in page, "what an extension would fill again is not there"
    again = form | Hidden(asked.text).fields
    assert again["uuid"] == form["uuid"], "the same observation"
    assert send(browser, again, seconds + 2).status_code == 303
    assert count(Observation) == 1


def test_a_stamp_of_one_s_own_making_is_none(browser):
    form = fill(browser)
    for stamp in ("", "0.0", form["stamp"][:-1] + "x", "١٢٣.x", "9" * 40 + ".x"):
        assert send(browser, form | {"stamp": stamp}, 60).status_code == 409, stamp
    assert send(browser, form | {"again": form["stamp"]}, 1).status_code == 409, "of another page"


def test_a_form_with_faults_keeps_the_moment_it_was_given(browser):
    form = fill(browser, latitude="", longitude="")
    faulty = send(browser, form, 60)
    assert faulty.status_code == 422
    mended = form | Hidden(faulty.text).fields | {"latitude": "49,7572", "longitude": "0,3741"}
    assert mended["stamp"] == form["stamp"]
    assert send(browser, mended, 60).status_code == 303


def sign_in_form(browser):
    with clock.held_at(NOW):
        page = browser.get("/connexion").text
    return Hidden(page).fields | {"email": "aline@example.org"}


def asked_links():
    return count(Event)


def test_signing_in_has_the_same_trap(browser):
    before, form = asked_links(), sign_in_form(browser)
    caught = send(browser, form | {FIELD: "spam"}, 1, "/connexion")
    assert "aline@example.org" in caught.text
    assert asked_links() == before, "no letter leaves"
    doubted = send(browser, form, 1, "/connexion")
    assert "appuyez encore une fois" in doubted.text
    assert 'value="aline@example.org"' in doubted.text
    assert asked_links() == before
    again = form | Hidden(doubted.text).fields
    assert send(browser, again, 3, "/connexion").status_code == 200
    assert asked_links() == before + 1


def test_the_field_is_hidden_from_eyes_keyboard_and_screen_readers(browser):
    for path in ("/connexion", "/observer/tree"):
        page = browser.get(path).text
        inside = re.search(r'<div class="visually-hidden" aria-hidden="true">(.*?)</div>', page)[1]
        assert f'name="{FIELD}" tabindex="-1" autocomplete="off"' in inside
        assert "<label" in inside, "whoever sees it without styles reads to leave it empty"
        assert "required" not in inside
