"""Leaving: told beforehand, three choices, done once; nothing of the person is left behind."""

import pytest
from sqlalchemy import select

from citizen.accounts.tables import Account
from citizen.observations.tables import Observation
from config import files
from config.database import Base, reading
from tests.citizen.forms import send
from tests.citizen.letters import token_of
from tests.sendings import new_id, photo, sent, sha256

EMAIL, NAME, WORDS = "marker@example.org", "Marker-des-Bois", "Marker-words"
CHOICES = ("keep", "anonymise", "withdraw")


@pytest.fixture
def ada(account, moderator, deliver):
    """A person who signed, wrote, sent photos; one of their trees is published."""
    person = account("resident", email=EMAIL)
    seen = {"If-Match": person.get("/api/v1/me").headers["ETag"]}
    person.patch("/api/v1/me", json={"name": NAME}, headers=seen)
    person.uuids, person.picture = [], photo("blue")
    for protocol in ("tree", "tree", "heat"):
        uuid = new_id()
        told = sent(protocol, comment=WORDS, name_published=protocol == "tree")
        assert person.put(f"/api/v1/observations/{uuid}", json=told).status_code == 201
        person.uuids.append(uuid)
    published = f"/api/v1/observations/{person.uuids[0]}"
    person.put(
        f"{published}/photos/{sha256(person.picture)}",
        data=person.picture, content_type="image/jpeg",
    )  # fmt: skip
    person.post(f"{published}/messages", json={"body": WORDS})
    deliver()
    for uuid in person.uuids:
        told = {"verdict": "accept"}
        moderator.post(f"/api/v1/observations/{uuid}/decisions", json=told)
    deliver()
    return person


@pytest.fixture
def leave(deliver):
    def choose(person, choice):
        answer = person.delete(f"/api/v1/me?observations={choice}")
        assert answer.status_code == 204, answer.text
        deliver()

    return choose


def everything():
    """Every cell of the database, as text."""
    with reading() as session:
        return "\n".join(
            str(tuple(row)) for table in Base.metadata.sorted_tables if table.name != "taxon_key"
            for row in session.execute(select(*(c for c in table.c if c.name not in PLACES)))
        )  # fmt: skip


PLACES = {"place", "outline"}


def observations():
    with reading() as session:
        return {str(one.uuid): one for one in session.scalars(select(Observation))}


def test_what_each_choice_does_is_told_beforehand(ada):
    told = ada.get("/api/v1/me/departure?lang=fr").json
    counted = {name: told[name] for name in ("observations", "published", "signed", "photos")}
    assert counted == {"observations": 3, "published": 3, "signed": 2, "photos": 1}
    assert told["messages"] == 1
    assert "ne peut pas être rappelé" in told["published_files"]
    left = {one["choice"]: (one["published"], one["signed"]) for one in told["choices"]}
    assert left == {"keep": (3, 2), "anonymise": (3, 0), "withdraw": (0, 0)}
    assert ada.get("/api/v1/me").status_code == 200, "looking does nothing"


@pytest.mark.parametrize("choice", CHOICES)
def test_whatever_is_chosen_nothing_proves_the_account_any_more(ada, leave, choice, account):
    leave(ada, choice)
    assert ada.get("/api/v1/me").status_code == 401
    assert ada.get("/api/v1/me/observations").status_code == 401
    assert EMAIL not in everything()
    again = account("resident", email=EMAIL)
    assert again.get("/api/v1/me/observations").json["items"] == []


@pytest.mark.parametrize("choice", CHOICES)
def test_leaving_twice_is_leaving_once(ada, leave, choice):
    leave(ada, choice)
    before = everything()
    assert ada.delete(f"/api/v1/me?observations={choice}").status_code == 204
    assert ada.delete("/api/v1/me?observations=withdraw").status_code == 204
    assert everything() == before


def test_a_choice_is_needed_and_so_is_an_account(ada, anyone):
    assert ada.delete("/api/v1/me").status_code == 422
    assert ada.delete("/api/v1/me?observations=all").status_code == 422
    assert anyone.delete("/api/v1/me?observations=keep").status_code == 401
    assert ada.get("/api/v1/me").status_code == 200


def test_what_is_kept_stays_as_it_was_signed(ada, leave, anyone):
    leave(ada, "keep")
    assert NAME in anyone.get(f"/arbres/{ada.uuids[0]}").text
    kept = observations()
    assert {one.status for one in kept.values()} == {"accepted"}
    assert kept[ada.uuids[0]].comment == WORDS


def test_what_is_made_anonymous_is_tied_to_nobody(ada, leave, anyone):
    leave(ada, "anonymise")
    page = anyone.get(f"/arbres/{ada.uuids[0]}")
    assert (page.status_code, NAME in page.text) == (200, False)
    assert NAME not in everything() and WORDS not in everything()
    kept = observations()
    assert {one.status for one in kept.values()} == {"accepted"}
    trees = {kept[uuid].author_id for uuid in ada.uuids[:2]}
    with reading() as session:
        authors = session.scalars(select(Account).where(Account.kind == "nobody")).all()
        shells = session.scalars(select(Account).where(Account.kind == "erased")).all()
    assert {kept[uuid].author_id for uuid in ada.uuids} == {one.id for one in authors}
    assert len(authors) == 2, "felt heat counts people: its author is another"
    assert kept[ada.uuids[2]].author_id not in trees
    assert [one.joined_id for one in shells] == [None], "nothing tells whom it made"


def test_photos_lose_their_originals_and_keep_their_copies(ada, leave, anyone):
    digest = sha256(ada.picture)
    assert files.store().has(f"photos/{digest[:2]}/{digest}")
    leave(ada, "anonymise")
    assert not files.store().has(f"photos/{digest[:2]}/{digest}")
    shown = anyone.get(f"/api/v1/observations/{ada.uuids[0]}").json["photos"]
    assert anyone.get(shown[0][shown[0].index("/photos/") :]).status_code == 200


def test_an_original_that_another_sent_too_stays(ada, leave, resident):
    uuid, digest = new_id(), sha256(ada.picture)
    resident.put(f"/api/v1/observations/{uuid}", json=sent())
    resident.put(
        f"/api/v1/observations/{uuid}/photos/{digest}", data=ada.picture, content_type="image/jpeg"
    )
    leave(ada, "withdraw")
    assert files.store().has(f"photos/{digest[:2]}/{digest}")


def test_what_is_withdrawn_is_gone(ada, leave, anyone):
    shown = anyone.get(f"/api/v1/observations/{ada.uuids[0]}").json["photos"][0]
    leave(ada, "withdraw")
    for uuid in ada.uuids:
        assert anyone.get(f"/api/v1/observations/{uuid}").status_code == 404
    assert anyone.get(shown[shown.index("/photos/") :]).status_code == 404
    assert NAME not in everything() and WORDS not in everything()
    kept = observations()
    assert {(one.status, str(one.answers)) for one in kept.values()} == {("withdrawn", "{}")}
    assert not [f for f in files.store().root.rglob("*") if f.is_file() and "photos" in f.parts]


def test_the_journal_of_a_moderator_who_leaves_stays_without_them(ada, moderator, leave):
    leave(moderator, "anonymise")
    assert moderator.get("/api/v1/queue").status_code == 401
    assert "moderator-" not in everything()
    history = ada.get(f"/api/v1/observations/{ada.uuids[0]}/history").json
    assert "observation.accepted" in [one["what"] for one in history]


def test_the_page_asks_twice(anyone, deliver):
    send(anyone)
    page = anyone.get("/mon-compte/depart")
    form = {"csrf_token": token_of(page), "observations": "withdraw"}
    asked = anyone.post("/mon-compte/depart", data=form)
    assert (asked.status_code, anyone.get("/api/v1/me").status_code) == (200, 200)
    done = anyone.post("/mon-compte/depart", data=form | {"sure": "1"})
    assert done.status_code == 200
    assert anyone.get("/api/v1/me").status_code == 401
    deliver()
    assert {one.status for one in observations().values()} == {"withdrawn"}


def test_the_page_needs_our_own_form_and_a_choice(anyone):
    send(anyone)
    page = anyone.get("/mon-compte/depart")
    assert anyone.post("/mon-compte/depart", data={"sure": "1"}).status_code == 403
    form = {"csrf_token": token_of(page), "sure": "1"}
    assert anyone.post("/mon-compte/depart", data=form).status_code == 422
    assert anyone.get("/api/v1/me").status_code == 200
