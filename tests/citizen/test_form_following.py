"""What an author reads of what they sent, and what they may still say."""

import re

from tests.citizen.forms import Hidden, send, uuid_of


def test_without_a_session_the_list_explains(anyone):
    answer = anyone.get("/mes-observations")
    assert answer.status_code == 200
    assert "Rien encore dans ce navigateur" in answer.text


def test_what_another_person_sent_is_not_shown(app, anyone):
    location = send(anyone).location
    other = app.test_client()
    send(other)
    uuid = location.split("/")[-1]
    for path in (f"/observer/envoi/{uuid}", f"/mes-observations/{uuid}"):
        assert other.get(path).status_code == 404


def test_a_question_is_read_answered_and_goes_back(anyone, moderator, deliver):
    uuid = uuid_of(send(anyone, cited_name="Merle"))
    deliver()
    asked = {"verdict": "ask", "reason": "photo-blurred", "comment": "Le bec est-il jaune ?"}
    moderator.post(f"/api/v1/observations/{uuid}/decisions", json=asked)

    page = anyone.get(f"/mes-observations/{uuid}").text
    assert "Une question pour vous" in page
    assert "La photo est trop floue" in page
    assert "Le bec est-il jaune ?" in page
    assert "Le bec est-il jaune ?" in anyone.get("/mes-observations").text

    reply = {"csrf_token": Hidden(page).fields["csrf_token"], "body": "Oui, jaune vif !"}
    anyone.post(f"/mes-observations/{uuid}", data=reply)
    deliver()
    assert "Oui, jaune vif !" in anyone.get(f"/mes-observations/{uuid}").text
    assert moderator.get("/api/v1/queue").json["items"][0]["uuid"] == uuid


def test_an_empty_reply_is_given_back(anyone):
    uuid = uuid_of(send(anyone))
    token = Hidden(anyone.get(f"/mes-observations/{uuid}").text).fields["csrf_token"]
    answer = anyone.post(f"/mes-observations/{uuid}", data={"csrf_token": token, "body": "  "})
    assert answer.status_code == 422
    assert "choisissez une photo" in answer.text


def test_an_author_withdraws_what_they_sent(anyone):
    uuid = uuid_of(send(anyone))
    token = Hidden(anyone.get(f"/mes-observations/{uuid}").text).fields["csrf_token"]
    anyone.post(f"/mes-observations/{uuid}/retrait", data={"csrf_token": token})
    assert "Retirée" in anyone.get("/mes-observations").text
    assert anyone.post(f"/mes-observations/{uuid}/retrait").status_code == 403


def test_words_from_outside_are_shown_as_words(anyone):
    attack = "<script>alert(1)</script>"
    uuid = uuid_of(send(anyone, cited_name=attack, comment=attack))
    for path in (f"/mes-observations/{uuid}", "/mes-observations"):
        assert attack not in anyone.get(path).text


def test_every_page_speaks_english_too(anyone):
    uuid = uuid_of(send(anyone, "tree"))
    for path in (
        "/observer",
        "/observer/tree",
        f"/observer/envoi/{uuid}",
        f"/mes-observations/{uuid}",
    ):
        page = anyone.get(f"{path}?lang=en").text
        assert '<html lang="en">' in page
        assert not re.search(r"[\u202f«»]", page)
