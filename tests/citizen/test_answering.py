"""A question is answered from its letter: one link, one conversation, one answer."""

import io
from datetime import timedelta

import pytest

from config import clock
from tests.citizen.letters import letters, link, token_of
from tests.sendings import new_id, photo, sent

EMAIL = "ada@example.org"
QUESTION = "Avait-il le bec rouge ?"


@pytest.fixture
def ada(account):
    return account("resident", email=EMAIL)


@pytest.fixture
def asked(ada, moderator, deliver, settings):
    """Ask a question about an observation; return the observation and the letter's link."""

    def ask(**changes):
        uuid = new_id()
        ada.put(f"/api/v1/observations/{uuid}", json=sent(**changes))
        deliver()
        told = {"verdict": "ask", "comment": QUESTION}
        assert (
            moderator.post(f"/api/v1/observations/{uuid}/decisions", json=told).status_code == 201
        )
        deliver()
        return uuid, link(letters(settings)[-1], "/repondre")

    return ask


def answer(browser, path, **told):
    data = {"csrf_token": token_of(browser.get(path)), **told}
    return browser.post(path, data=data, content_type="multipart/form-data")


def test_the_question_is_answered_without_signing_in(ada, asked, anyone, deliver):
    uuid, path = asked()
    page = anyone.get(path)
    assert QUESTION in page.text.replace("\u202f", " ")
    assert (page.headers["Referrer-Policy"], page.headers["Cache-Control"]) == (
        "no-referrer", "no-store",
    )  # fmt: skip
    assert answer(anyone, path, body="Oui, rouge.").status_code == 200
    deliver()
    said = ada.get(f"/api/v1/observations/{uuid}/messages").json
    assert [(one["by"], one["body"]) for one in said] == [("author", "Oui, rouge.")]
    assert ada.get(f"/api/v1/observations/{uuid}").json["status"] == "submitted"


def test_a_mail_scanner_does_not_use_it_up(asked, anyone):
    _, path = asked()
    for _ in range(5):
        assert anyone.get(path).status_code == 200
        assert anyone.head(path).status_code == 200
    assert answer(anyone, path, body="Oui.").status_code == 200


def test_it_serves_once(asked, anyone):
    _, path = asked()
    page = anyone.get(path)
    form = {"csrf_token": token_of(page), "body": "Oui."}
    assert anyone.post(path, data=form).status_code == 200
    assert anyone.post(path, data=form).status_code == 410
    assert anyone.get(path).status_code == 410


def test_it_lasts_thirty_days(asked, anyone):
    _, path = asked()
    with clock.held_at(clock.now() + timedelta(days=31)):
        assert anyone.get(path).status_code == 410


def test_it_opens_nothing_else(ada, asked, anyone):
    uuid, path = asked(comment="mot privé")
    other, _ = asked()
    page = anyone.get(path).text
    for hidden in (EMAIL, other, "mot privé", "0.3741", "0,3741", "49.75", "49,75"):
        assert hidden not in page
    answer(anyone, path, body="Oui.")
    for address in (
        f"/mes-observations/{uuid}",
        "/api/v1/me",
        f"/api/v1/observations/{uuid}/messages",
    ):
        assert anyone.get(address).status_code in {401, 404}, address
    assert "Set-Cookie" not in anyone.get("/mentions").headers


def test_a_question_that_was_settled_is_answered_no_more(asked, anyone, moderator, deliver):
    uuid, path = asked()
    moderator.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    deliver()
    assert anyone.get(path).status_code == 410


def test_an_answer_needs_our_own_form_and_says_something(asked, anyone):
    _, path = asked()
    assert anyone.post(path, data={"body": "Oui."}).status_code == 403
    assert answer(anyone, path, body="  ").status_code == 422
    assert answer(anyone, path, body="x" * 2001).status_code == 422
    assert anyone.get(path).status_code == 200


def test_a_photo_is_an_answer(ada, asked, anyone, deliver):
    uuid, path = asked()
    file = (io.BytesIO(photo()), "bec.jpg")
    assert answer(anyone, path, photos=file).status_code == 200
    known = ada.get(f"/api/v1/observations/{uuid}/photos").json
    assert len(known) == 1
    said = ada.get(f"/api/v1/observations/{uuid}/messages").json
    assert len(said) == 1


def test_a_made_up_link_is_like_a_used_one(anyone):
    assert anyone.get("/repondre/" + "x" * 43).status_code == 410


def test_who_left_answers_no_more(ada, asked, anyone, deliver):
    _, path = asked()
    assert ada.delete("/api/v1/me?observations=anonymise").status_code == 204
    deliver()
    assert anyone.get(path).status_code == 410
