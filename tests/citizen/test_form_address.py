"""A place told by its address: looked up without JavaScript, chosen in a list, sent as a place."""

import re

import pytest
from sqlalchemy import select

from citizen.accounts.tables import Account
from citizen.observations import store as observations
from citizen.observations.tables import Observation
from config.database import reading, transaction
from reference.addresses import store
from reference.addresses.rules import House
from tests.citizen.forms import count, filled, send, unspaced, uuid_of

MER = ("76259", "76400", "Fécamp", "Rue de la Mer")
NOWHERE = {"latitude": "", "longitude": ""}


@pytest.fixture
def streets(app):
    houses = [House(*MER, number, "", 0.37 + number / 1000, 49.757) for number in (1, 2, 12)]
    with transaction() as session:
        store.replace(session, {"76259"}, lambda: iter(houses))


def offered(page):
    return re.findall(r'name="at" value="([^"]*)"( checked)?', page)


def look_up(client, address, **typed):
    fields = filled(client, "biodiversity", find="address", address=address, **NOWHERE | typed)
    return client.post("/observer/biodiversity", data=fields)


def kept(uuid):
    with reading() as session:
        found = session.scalars(select(Observation)).one()
        assert str(found.uuid) == uuid
        place = session.scalars(select(Observation.place)).one()
        found.place = place
        return found, observations.place(found)


def test_no_address_is_asked_for_where_none_can_be_found(anyone):
    page = anyone.get("/observer/biodiversity").text
    assert 'name="address"' not in page
    assert 'name="find"' not in page


def test_the_places_of_an_address_are_offered_and_nothing_is_sent(streets, anyone):
    answer = look_up(anyone, "12 rue de la mer", comment="près du lavoir")
    assert answer.status_code == 200
    page = unspaced(answer.text)
    assert offered(page) == [("49.757, 0.382", " checked"), ("", "")]
    assert "12 Rue de la Mer 76400 Fécamp" in page
    assert "près du lavoir" in page  # what was filled in is kept
    assert count(Observation) == count(Account) == 0


def test_the_address_chosen_is_the_place_of_what_is_sent(streets, anyone):
    told = {"address": "12 rue de la mer", "at": "49.757, 0.382", **NOWHERE}
    uuid = uuid_of(send(anyone, **told))
    found, place = kept(uuid)
    assert (place.x, place.y) == (0.382, 49.757)
    assert (found.place_source, found.accuracy_m) == ("address", None)


def test_none_of_the_addresses_leaves_the_place_to_the_coordinates(streets, anyone):
    uuid = uuid_of(send(anyone, address="12 rue de la mer", at=""))
    found, place = kept(uuid)
    assert (place.x, place.y) == (0.3741, 49.7572)
    assert found.place_source == "map"


def test_an_address_nobody_chose_a_place_of_is_offered_with_the_fault(streets, anyone):
    refused = send(anyone, address="rue de la mer 2", **NOWHERE)
    assert refused.status_code == 422
    assert offered(refused.text) == [("49.757, 0.372", " checked"), ("", "")]


def test_an_unknown_address_is_told_and_the_choice_made_before_stays(streets, anyone):
    assert "Aucune adresse ne correspond" in unspaced(look_up(anyone, "quai inconnu").text)
    again = look_up(anyone, "rue de la mer 2", at="49.757, 0.372")
    assert offered(again.text)[0] == ("49.757, 0.372", " checked")
    assert offered(look_up(anyone, "rue de la mer 2", at="").text)[-1] == ("", " checked")


@pytest.mark.parametrize("at", ["x", "nan, nan", "0.37, 49.7", "1, 2, 3", ";", "49.7"])
def test_a_spot_that_is_none_is_refused_beside_the_place(streets, anyone, at):
    refused = send(anyone, address="1 rue de la mer", at=at, **NOWHERE)
    assert refused.status_code == 422
    assert 'id="place-error"' in refused.text
    assert count(Observation) == 0
