"""Of what waits, the public map says that something was sent, and never what, who or where."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from config import clock
from config.protocols import PROTOCOLS
from exports.provisional.rules import Arrival, dots, last_day, leaves_a_point
from reference.territories.grids import square_of
from tests.citizen.forms import Hidden
from tests.sendings import FECAMP, new_id, sent

LAYER = "/carte/envoyes.geojson"
NOON = datetime(2026, 6, 20, 12, tzinfo=UTC)
OPEN = Arrival(
    "exact", is_known=True, rank="ES", is_touched=False, knows_statuses=True, is_first=True
)
ROBIN = 4001
TREE = PROTOCOLS["tree"].example


@pytest.fixture(autouse=True)
def in_june():
    with clock.held_at(NOON):
        yield


def put(client, protocol="tree", **changes):
    uuid = new_id()
    told = sent(protocol, observed_at="2026-06-18T07:32:00+02:00") | changes
    answer = client.put(f"/api/v1/observations/{uuid}", json=told)
    assert answer.status_code == 201, answer.json
    return uuid


def decide(moderator, uuid, **verdict):
    answer = moderator.post(f"/api/v1/observations/{uuid}/decisions", json=verdict)
    assert answer.status_code == 201, answer.json


def shown(anyone, query=""):
    return anyone.get(LAYER + query).json["features"]


@pytest.fixture
def known(resident, moderator, deliver):
    """A resident of whom a record is published where it is."""
    decide(moderator, put(resident), verdict="accept")
    deliver()
    return resident


@pytest.mark.parametrize(
    "protocol, changes, is_shown",
    [
        ("tree", {}, True),
        ("tree", {"rank": ""}, True),  # a tree needs no name
        ("biodiversity", {}, True),
        ("biodiversity", {"rank": ""}, False),
        ("biodiversity", {"rank": "GN"}, False),  # of a genus, some species may be fragile
        ("biodiversity", {"knows_statuses": False}, False),  # any may be protected
        ("biodiversity", {"is_touched": True}, False),
        ("tree", {"is_touched": True}, False),
        ("tree", {"precision": "commune"}, False),
        ("tree", {"is_known": False}, False),
        ("tree", {"is_first": False}, False),
        ("heat", {"precision": "group"}, False),
        ("heat", {}, False),
    ],
)
def test_what_may_leave_a_point(protocol, changes, is_shown):
    assert leaves_a_point(PROTOCOLS[protocol], OPEN._replace(**changes)) is is_shown


def test_its_term_depends_on_nothing_but_its_arrival():
    assert last_day(NOON) == date(2026, 7, 20)


def test_points_of_a_square_are_counted_in_an_order_that_tells_nothing():
    square = square_of(*FECAMP).name
    rows = [("tree", square, "2026-06"), ("biodiversity", square, ""), ("tree", square, "2026-06")]
    assert dots(rows) == dots(rows[::-1])
    assert [one.number for one in dots(rows)] == [1, 2]


def test_a_sending_shows_in_the_middle_of_its_square_and_says_nothing_else(known, anyone, deliver):
    uuid = put(known, comment="au fond du jardin", answers={**TREE, "tree_name": "Le chêne secret"})
    deliver()
    [point] = shown(anyone)
    assert point["geometry"]["coordinates"] == [*square_of(*FECAMP).centre()] != FECAMP
    assert set(point["properties"]) == {"title", "where"}
    page = anyone.get("/carte").text
    for told in (json.dumps(point), page):
        assert uuid not in told and "secret" not in told and "jardin" not in told
        assert "18" not in point["properties"]["title"] and "juin" in point["properties"]["title"]
    assert "Envoyé, pas publié" in page and "pas publié" in page
    assert shown(anyone, "?theme=biodiversity") == []
    assert shown(anyone, "?name=chêne") == []  # no filter of records may be tried on it
    for other in ("/carte/points.geojson", "/ogc/collections/tree/items", "/feeds/tree.atom"):
        assert str(point["geometry"]["coordinates"][0]) not in anyone.get(other).text


def test_what_would_be_hidden_shows_no_point(known, anyone, deliver):
    put(known, at_home=True)
    put(known, answers={**TREE, "seen_from_public_space": "no"})
    put(known, "biodiversity")  # without a name
    put(known, "biodiversity", taxon={"cd_nom": ROBIN})
    put(known, "heat")
    deliver()
    assert shown(anyone) == []


def test_somebody_new_leaves_no_point(resident, anyone, deliver):
    put(resident)
    deliver()
    assert shown(anyone) == []


def test_it_goes_when_its_exact_record_takes_its_place(known, moderator, anyone, deliver):
    uuid = put(known)
    deliver()
    decide(moderator, uuid, verdict="accept")
    deliver()
    assert shown(anyone) == []


@pytest.mark.parametrize(
    "verdict",
    [
        {"verdict": "reject", "reason": "photo-blurred"},
        {"verdict": "accept", "sensitivity": 4},
        {"verdict": "accept", "sensitivity": 2},
        {"verdict": "doubt", "reason": "photo-blurred"},
    ],
)
def test_any_other_answer_changes_not_a_byte_until_its_term(
    known, moderator, anyone, deliver, verdict
):
    uuid = put(known)
    deliver()
    before = anyone.get(LAYER).data
    decide(moderator, uuid, **verdict)
    deliver()
    assert anyone.get(LAYER).data == before
    with clock.held_at(NOON + timedelta(days=30)):
        assert anyone.get(LAYER).data == before
    with clock.held_at(NOON + timedelta(days=31)):
        assert shown(anyone) == []


def test_what_was_shown_exactly_and_is_hidden_later_does_not_come_back(
    known, moderator, anyone, deliver
):
    uuid = put(known)
    deliver()
    decide(moderator, uuid, verdict="accept")
    deliver()
    decide(moderator, uuid, verdict="accept", sensitivity=2)
    deliver()
    assert shown(anyone) == []


def test_its_author_takes_it_away_before_anybody_decided(known, anyone, deliver):
    uuid, other = put(known), put(known)
    deliver()
    assert known.delete(f"/api/v1/observations/{uuid}").status_code in {200, 204}
    told = sent("tree", observed_at="2026-06-18T07:32:00+02:00", comment="corrigé")
    tag = known.get(f"/api/v1/observations/{other}").headers["ETag"]
    put_again = known.put(f"/api/v1/observations/{other}", json=told, headers={"If-Match": tag})
    assert put_again.status_code == 200, put_again.json
    deliver()
    assert shown(anyone) == []


def test_the_town_shows_none_and_shows_them_again(known, publisher, anyone, deliver):
    put(known)
    deliver()
    page = publisher.get("/ville/points-gris").text
    assert "sont montrés" in page
    for told, number in (({}, 0), ({"shown": "1"}, 1)):
        kept = publisher.post("/ville/points-gris", data=Hidden(page).fields | told)
        assert kept.status_code == 303
        assert len(shown(anyone)) == number
