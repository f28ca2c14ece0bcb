"""Who just sent something reads what it brings, and how long an answer takes."""

from datetime import UTC, datetime, timedelta

import pytest

from config import clock
from exports.thanks.rules import usual_days
from tests.citizen.forms import Hidden
from tests.exports.test_grey_points import ROBIN, decide
from tests.exports.test_zones import draw
from tests.sendings import new_id, sent

NOW = datetime(2026, 6, 20, 12, tzinfo=UTC)
MERLE = {"cd_nom": 4117}


@pytest.fixture(autouse=True)
def in_june():
    with clock.held_at(NOW):
        yield


def put(client, protocol="biodiversity", **changes):
    uuid = new_id()
    answer = client.put(f"/api/v1/observations/{uuid}", json=sent(protocol) | changes)
    assert answer.status_code == 201, answer.json
    return uuid


def read(client, uuid):
    """The page after a sending, as its author sees it."""
    page = client.get(f"/observer/envoi/{uuid}")
    assert page.status_code == 200
    return page.text.replace("\u00a0", " ").replace("\u202f", " ")


def test_a_delay_is_told_where_enough_answers_came():
    fast = (NOW, NOW + timedelta(hours=2))
    slow = (NOW, NOW + timedelta(days=9))
    assert usual_days([]) is None
    assert usual_days([fast] * 4) is None
    assert usual_days([fast] * 5) == 1
    assert usual_days([fast, fast, slow, slow, slow]) == 9


def test_it_says_which_one_it_is_of_what_is_public_and_of_ones_own(
    resident, new_resident, moderator, publisher, deliver
):
    robin = {"cd_nom": ROBIN}
    other = new_resident()
    decide(moderator, put(other, taxon=robin), verdict="accept")
    put(new_resident(), taxon=robin)  # nobody knows of it yet
    hidden = put(other, taxon=robin)
    decide(moderator, hidden, verdict="accept", sensitivity=2)
    deliver()
    assert "2ᵉ observation connue dans la commune (Fécamp) en 2026" in read(
        resident, put(resident, taxon=robin)
    )
    assert "3ᵉ" in read(resident, put(resident, taxon=robin))
    draw(publisher)
    assert "dans le quartier « Le port »" in read(resident, put(resident, taxon=robin))


@pytest.mark.parametrize(
    "changes", [{}, {"taxon": {"cd_nom": ROBIN}, "at_home": True}], ids=["unnamed", "at home"]
)
def test_of_what_has_no_name_or_is_hidden_it_says_nothing(resident, deliver, changes):
    uuid = put(resident, **changes)
    deliver()
    assert "apporte" not in read(resident, uuid)


def test_nothing_is_said_of_a_species_that_a_rule_protects(resident, publisher, protected):
    protected(publisher)
    assert "apporte" not in read(resident, put(resident, taxon={"cd_nom": ROBIN}))


@pytest.fixture
def protected():
    """Protect the robin in winter, here: even in June nothing is said of it."""

    def add(publisher):
        page = Hidden(publisher.get("/ville/sensibilite").text).fields
        told = {"cd_nom": str(ROBIN), "name": "Erithacus rubecula", "level": "2"}
        told |= {"area": "76259", "reason": "Dortoir", "first_month": "12", "last_month": "1"}
        assert publisher.post("/ville/sensibilite", data=page | told).status_code == 303

    return add


def test_the_delay_is_that_of_the_first_answers(resident, moderator):
    for _ in range(5):
        uuid = put(resident, "tree")
        with clock.held_at(NOW + timedelta(days=4)):
            decide(moderator, uuid, verdict="ask", comment="Où ?")
        with clock.held_at(NOW + timedelta(days=20)):
            decide(moderator, uuid, verdict="accept")
    with clock.held_at(NOW + timedelta(days=21)):
        page = read(resident, put(resident, "tree"))
    assert "4 jours environ" in page
    assert "6ᵉ observation" in page and "Inviter" in page


def test_it_says_that_a_grey_point_announces_it(resident, moderator, deliver):
    assert "point gris" not in read(resident, put(resident, "tree"))
    decide(moderator, put(resident, "tree"), verdict="accept")
    deliver()
    assert "Un point gris" in read(resident, put(resident, "tree"))
