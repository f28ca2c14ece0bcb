"""The residents' form: whole without JavaScript, the same intake as a phone's, nothing lost."""

import io
import re

import pytest
from sqlalchemy import select

from citizen.accounts.commands import make
from citizen.accounts.rules import Scope
from citizen.accounts.tables import Account, WebSession
from citizen.observations.tables import Observation
from config.database import reading
from config.protocols import PROTOCOLS
from tests.citizen.forms import Hidden, count, filled, send, unspaced, uuid_of
from tests.sendings import new_id, photo, sent

# ---- choosing and filling


def test_everything_one_may_observe_is_offered(anyone):
    page = anyone.get("/observer").text
    for code, asked in PROTOCOLS.items():
        assert f'href="/observer/{code}"' in page
        assert asked.title["fr"] in page


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_form_asks_every_question_of_its_protocol(anyone, protocol):
    page = anyone.get(f"/observer/{protocol}").text
    for question in PROTOCOLS[protocol].asked:
        assert f'name="answers/{question.name}"' in page


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_the_form_and_the_phone_make_the_same_answers(anyone, resident, protocol):
    uuid = uuid_of(send(anyone, protocol))
    told = anyone.get(f"/mes-observations/{uuid}")
    assert told.status_code == 200

    by_phone = new_id()
    body = sent(protocol, taxon={}, place_source="map", accuracy_m=None)
    resident.put(f"/api/v1/observations/{by_phone}", json=body)
    with reading() as session:
        kept = {str(one.uuid): one for one in session.scalars(select(Observation))}
    assert kept[uuid].answers == kept[by_phone].answers
    assert kept[uuid].observed_text == kept[by_phone].observed_text
    assert kept[uuid].digest == kept[by_phone].digest


def test_an_unknown_protocol_has_no_form(anyone):
    assert anyone.get("/observer/unicorn").status_code == 404


# ---- sending


def test_the_first_sending_opens_an_account_that_the_browser_keeps(anyone):
    assert count(Account) == 0
    answer = send(anyone, cited_name="Rouge-gorge")

    assert count(Account) == 1
    assert "Bien reçue" in anyone.get(answer.location).text
    assert "Rouge-gorge" in anyone.get("/mes-observations").text
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]


def test_looking_at_a_form_writes_nothing(anyone):
    anyone.get("/observer/tree")
    assert count(Account) == count(WebSession) == 0


def test_a_double_click_is_one_observation_of_one_account(app, anyone):
    fields = filled(anyone, "heat")
    cookie = anyone.get_cookie("brindille_session").value
    twin = app.test_client()
    twin.set_cookie("brindille_session", cookie)

    answers = [client.post("/observer/heat", data=fields) for client in (anyone, twin)]

    assert len({answer.location for answer in answers}) == 1
    assert count(Observation) == count(Account) == 1
    assert twin.get(answers[1].location).status_code == 200


def test_a_form_sent_again_with_other_words_is_kept_for_another_sending(anyone):
    fields = filled(anyone, "heat")
    anyone.post("/observer/heat", data=fields)
    answer = anyone.post("/observer/heat", data={**fields, "comment": "Encore plus chaud"})

    assert answer.status_code == 409
    assert "Encore plus chaud" in answer.text
    assert Hidden(answer.text).fields["uuid"] != fields["uuid"]


def test_faults_stand_beside_their_fields_and_nothing_typed_is_lost(anyone):
    answer = send(
        anyone,
        "tree",
        latitude="12",
        comment="Sous le tilleul",
        **{"answers/girth_cm": "99999", "answers/category": "single"},
    )

    assert answer.status_code == 422
    assert "Il reste 2 choses à corriger" in answer.text
    assert 'id="answers-girth_cm-error"' in answer.text
    assert 'value="99999"' in answer.text
    assert "Sous le tilleul" in answer.text
    assert count(Account) == 0


def test_photos_must_be_chosen_again_and_the_page_says_so(anyone):
    answer = send(anyone, latitude="", longitude="", photos=(io.BytesIO(photo()), "merle.jpg"))
    assert answer.status_code == 422
    assert "Choisissez vos photos de nouveau" in answer.text


def test_an_answer_to_a_question_that_was_not_asked_is_not_listened_to(anyone):
    uuid = uuid_of(
        send(anyone, "tree", **{"answers/category": "wooded-area", "answers/strata": "trees"})
    )
    with reading() as session:
        answers = session.scalar(select(Observation.answers))
    assert "girth_cm" not in answers
    assert answers["strata"] == ["trees"]
    assert uuid


@pytest.mark.parametrize("change", [{"csrf_token": "forged"}, {"csrf_token": ""}])
def test_a_forged_form_is_refused_and_given_back_to_be_sent_by_hand(anyone, change):
    answer = send(anyone, comment="Mes mots", **change)
    assert answer.status_code == 403
    assert "Mes mots" in answer.text
    assert count(Observation) == 0


def test_a_form_without_its_cookie_is_refused(app, anyone):
    fields = filled(anyone, "heat")
    assert app.test_client().post("/observer/heat", data=fields).status_code == 403
    assert count(Account) == 0


def test_a_session_that_ended_does_not_serve_again(anyone):
    send(anyone)
    former = anyone.get_cookie("brindille_session").value
    token = Hidden(anyone.get("/observer/tree").text).fields["csrf_token"]
    anyone.post("/deconnexion", data={"csrf_token": token})
    anyone.set_cookie("brindille_session", former)

    send(anyone)

    assert count(Account) == 2
    assert anyone.get_cookie("brindille_session").value != former


def test_a_name_is_signed_by_choice_only(app):
    client = app.test_client()
    token = make("camille@example.org", Scope("resident"), name="Camille D.")["token"]
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    assert "Signer de mon nom : Camille D." in unspaced(client.get("/observer/tree").text)

    uuids = uuid_of(send(client, "tree")), uuid_of(send(client, "tree", name_published="1"))
    with reading() as session:
        signed = {str(o.uuid): o.name_published for o in session.scalars(select(Observation))}
    assert [signed[uuid] for uuid in uuids] == [False, True]


# ---- photos


def test_photos_are_kept_with_the_observation(anyone, deliver):
    answer = send(anyone, photos=[(io.BytesIO(photo(c)), f"{c}.jpg") for c in ("green", "red")])
    deliver()
    page = anyone.get(f"/mes-observations/{uuid_of(answer)}").text
    names = set(re.findall(r"/photos/[0-9a-f-]{36}-320\.jpg", page))
    assert len(names) == 2
    assert all(anyone.get(name).status_code == 200 for name in names)


def test_a_photo_that_is_refused_leaves_the_observation_kept_and_is_named(anyone, deliver):
    good, bad = (io.BytesIO(photo()), "merle.jpg"), (io.BytesIO(b"GIF89a"), "<b>gif</b>.gif")
    answer = send(anyone, photos=[good, bad])
    page = anyone.get(answer.location).text

    assert "une photo a été refusée" in page
    assert "&lt;b&gt;gif&lt;/b&gt;.gif" in page
    assert count(Observation) == 1

    token = Hidden(page).fields["csrf_token"]
    another = {"csrf_token": token, "photos": (io.BytesIO(photo("red")), "autre.jpg")}
    anyone.post(f"/mes-observations/{uuid_of(answer)}", data=another)
    deliver()
    assert anyone.get(f"/mes-observations/{uuid_of(answer)}").text.count("-320.jpg") == 2
