"""A class observes under the care of an adult: no child has a name, an address or an age here."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import select

from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from citizen.accounts.tables import Account
from config import clock
from config.database import reading
from tests.citizen.forms import send, uuid_of
from tests.citizen.letters import letters, token_of
from tests.sendings import new_id, sent

EMAIL, NAME = "maitresse@example.org", "CM2 de Jules-Ferry"
CLASSES = "/mon-compte/classes"


@pytest.fixture
def adult(app):
    """An adult who signed in with a browser."""
    client = app.test_client()
    path = make(EMAIL, Scope("resident"))["sign_in"]
    client.get(path[path.index("/connexion/") :])
    return client


@pytest.fixture
def opened(adult):
    """Open a class; return its page."""

    def make_one(**told):
        form = {"csrf_token": token_of(adult.get(CLASSES)), "name": NAME, **told}
        answer = adult.post(CLASSES, data=form)
        assert answer.status_code == 303, answer.text
        return answer.location

    return make_one


def link_of(adult, page):
    return re.search(r"/classe/[0-9a-f-]{36}/\w+", adult.get(page).text)[0]


@pytest.fixture
def pupil(app):
    """Join a class with another browser."""

    def join(link):
        client = app.test_client()
        answer = client.post(link, data={"csrf_token": token_of(client.get(link))})
        assert answer.status_code == 303, answer.text
        return client

    return join


def test_phones_join_by_a_link_and_the_adult_sees_what_they_send(adult, opened, pupil):
    page = opened()
    link = link_of(adult, page)
    uuids = {uuid_of(send(pupil(link), "tree")) for _ in range(2)}
    shown = adult.get(page).text
    assert "<svg" in shown and all(uuid in shown for uuid in uuids)
    for uuid in uuids:
        assert adult.get(f"/mes-observations/{uuid}").status_code == 200


def test_opening_the_link_lets_nobody_in(adult, opened, anyone):
    link = link_of(adult, opened())
    for _ in range(3):
        assert anyone.get(link).status_code == 200
    assert anyone.get("/api/v1/me").status_code == 401
    assert anyone.post(link).status_code == 403


def test_each_phone_is_somebody_else(adult, opened, pupil, account):
    """Else a class would count as one person in what is counted by people."""
    link = link_of(adult, opened())
    one, other = pupil(link), pupil(link)
    uuid = uuid_of(send(one, "tree"))
    assert one.get(f"/mes-observations/{uuid}").status_code == 200
    assert other.get(f"/mes-observations/{uuid}").status_code == 404
    assert account("resident").get(f"/api/v1/observations/{uuid}").status_code == 404


def test_a_program_joins_with_the_link_too(adult, opened, anyone):
    _, _, uuid, code = link_of(adult, opened()).split("/")
    answer = anyone.post("/api/v1/classes/join", json={"class": uuid, "code": code})
    assert answer.status_code == 201
    anyone.token = answer.json["token"]
    put = anyone.put(f"/api/v1/observations/{new_id()}", json=sent())
    assert put.status_code == 201


def test_nothing_is_asked_of_a_child(adult, opened, pupil):
    phone = pupil(link_of(adult, opened()))
    me = phone.get("/api/v1/me")
    assert (me.json["name"], me.json["email"]) == ("", "")
    claimed = phone.post(
        "/mon-compte/adresse",
        data={"csrf_token": token_of(phone.get("/observer/tree")), "email": "child@example.org"},
    )
    assert claimed.status_code == 403
    seen = {"If-Match": me.headers["ETag"]}
    cookie = {"X-CSRF-Token": token_of(phone.get("/observer/tree"))}
    named = phone.patch("/api/v1/me", json={"name": "Louise"}, headers=seen | cookie)
    assert named.status_code == 403
    with reading() as session:
        kept = session.scalars(select(Account).where(Account.kind == "class")).all()
    assert [(one.name, one.email) for one in kept] == [(None, None)]


def test_a_class_may_sign_with_its_own_name(adult, opened, pupil):
    phone = pupil(link_of(adult, opened(signs="1")))
    assert phone.get("/api/v1/me").json["name"] == NAME


def test_the_adult_reads_the_letters_answers_and_withdraws(
    adult, opened, pupil, moderator, deliver, settings
):
    phone = pupil(link_of(adult, opened()))
    uuid = uuid_of(send(phone, "tree"))
    deliver()
    told = {"verdict": "ask", "comment": "Quelle taille ?"}
    moderator.post(f"/api/v1/observations/{uuid}/decisions", json=told)
    deliver()
    assert letters(settings)[-1]["To"] == EMAIL
    page = adult.get(f"/mes-observations/{uuid}")
    form = {"csrf_token": token_of(page), "body": "Deux mètres."}
    assert adult.post(f"/mes-observations/{uuid}", data=form).status_code == 303
    assert adult.post(f"/mes-observations/{uuid}/retrait", data=form).status_code == 303
    assert phone.get(f"/api/v1/observations/{uuid}").json["status"] == "withdrawn"


def test_a_link_ends(adult, opened, pupil, anyone):
    page = opened()
    link = link_of(adult, page)
    phone = pupil(link)
    form = {"csrf_token": token_of(adult.get(page))}
    adult.post(page, data=form | {"renew": "1"})
    assert anyone.get(link).status_code == 410
    newer = link_of(adult, page)
    assert phone.get("/api/v1/me").status_code == 200
    adult.post(page, data=form | {"end": "1"})
    assert phone.get("/api/v1/me").status_code == 401
    posted = anyone.post(newer, data={"csrf_token": token_of(anyone.get("/connexion"))})
    assert posted.status_code == 410


def test_a_link_lasts_thirty_days(adult, opened, anyone):
    link = link_of(adult, opened())
    token = token_of(anyone.get(link))
    with clock.held_at(clock.now() + timedelta(days=31)):
        assert anyone.post(link, data={"csrf_token": token}).status_code == 410


def test_a_class_is_its_adult_s_alone(adult, opened, account, anyone):
    page = opened()
    assert account("resident").get(page).status_code == 404
    assert anyone.get(page).status_code == 401
    wrong = page.replace(CLASSES, "/classe") + "/" + "0" * 24
    assert anyone.get(wrong).status_code == 410


@pytest.mark.parametrize("name", ["", "x" * 61, "a@example.org"])
def test_a_class_has_a_name_of_its_own(adult, name):
    form = {"csrf_token": token_of(adult.get(CLASSES)), "name": name}
    assert adult.post(CLASSES, data=form).status_code == 422


def test_who_has_no_address_holds_no_class(anyone):
    send(anyone)
    form = {"csrf_token": token_of(anyone.get("/mon-compte")), "name": NAME}
    assert anyone.post(CLASSES, data=form).status_code == 403
    assert 'name="name"' not in anyone.get(CLASSES).text


def test_an_adult_who_leaves_takes_their_classes_along(adult, opened, pupil, deliver):
    phone = pupil(link_of(adult, opened()))
    uuid = uuid_of(send(phone, "tree"))
    told = adult.get("/api/v1/me/departure").json
    assert told["observations"] == 1
    assert uuid.encode() in b"".join(unzipped(adult.get("/api/v1/me/export")))
    form = {"csrf_token": token_of(adult.get("/mon-compte/depart")), "sure": "1"}
    adult.post("/mon-compte/depart", data=form | {"observations": "withdraw"})
    deliver()
    assert phone.get("/api/v1/me").status_code == 401
    with reading() as session:
        kinds = session.scalars(select(Account.kind).where(Account.kind != "nobody")).all()
    assert set(kinds) == {"erased"}


def unzipped(answer):
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    return [archive.read(name) for name in archive.namelist()]
