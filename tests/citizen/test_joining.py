"""What a browser sent without an account may follow who signs in there; nothing is left behind."""

from uuid import UUID

from sqlalchemy import select

from citizen.accounts.commands import make
from citizen.accounts.joining.store import join, naming_an_account
from citizen.accounts.rules import Scope
from citizen.accounts.store import open_account
from citizen.observations.parked.tables import Parked
from citizen.observations.tables import Observation
from config import clock
from config.database import reading, transaction
from tests.citizen.forms import send, uuid_of
from tests.citizen.letters import token_of
from tests.sendings import new_id, sent

EMAIL = "ada@example.org"


def mine(client):
    return {one["uuid"] for one in client.get("/api/v1/me/observations").json["items"]}


def test_signing_in_takes_along_what_this_browser_sent(anyone):
    uuid = uuid_of(send(anyone))
    path = make(EMAIL, Scope("resident"))["sign_in"]
    path = path[path.index("/connexion/") :]
    page = anyone.get(path)
    assert 'name="join"' in page.text, "a printed link too asks first"
    anyone.post(path, data={"csrf_token": token_of(page), "join": "1"})
    assert anyone.get("/api/v1/me").json["email"] == EMAIL
    assert mine(anyone) == {uuid}


def test_signing_in_on_a_shared_screen_may_leave_it(anyone):
    uuid_of(send(anyone))
    path = make(EMAIL, Scope("resident"))["sign_in"]
    path = path[path.index("/connexion/") :]
    anyone.post(path, data={"csrf_token": token_of(anyone.get(path))})
    assert mine(anyone) == set()


def test_what_two_accounts_hold_alike_is_held_once_when_they_join(app):
    """A unique key that names an account must not stand in the way of joining two."""
    alike = {"uuid": UUID(new_id()), "version": 1, "content": {}, "parked_at": clock.now()}
    with transaction() as session:
        phone, person = (open_account(session, kind).id for kind in ("device", "person"))
        session.add_all(Parked(author_id=one, key="withdrawal", **alike) for one in (phone, person))
        session.add(Parked(author_id=phone, key="correction 2", **alike))
    with transaction() as session:
        join(session, phone, person)
    with reading() as session:
        held = session.query(Parked.author_id, Parked.key).order_by(Parked.key).all()
    assert [tuple(one) for one in held] == [(person, "correction 2"), (person, "withdrawal")]


def test_every_column_that_names_an_account_follows():
    assert len(list(naming_an_account())) > 10


def test_the_nights_of_two_phones_are_those_of_one_person_once_they_join(new_resident, deliver):
    phones = [new_resident(), new_resident()]
    new = [new_id() for _ in range(4)]
    for night, (phone, uuid) in enumerate(zip(phones * 2, new, strict=True)):
        at = f"2026-05-{10 + night}T23:10:00+02:00"
        told = sent(observed_at=at, time_precision="minute")
        assert phone.put(f"/api/v1/observations/{uuid}", json=told).status_code == 201
    deliver()
    with reading() as session:
        homes = session.scalars(select(Observation.home)).all()
        numbers = sorted(set(session.scalars(select(Observation.author_id))))
    assert set(homes) == {""}, "two nights each say nothing"
    with transaction() as session:
        join(session, *numbers)
    deliver()
    with reading() as session:
        assert set(session.scalars(select(Observation.home))) == {"nights"}
