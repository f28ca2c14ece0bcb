"""What lies at somebody's home is published at a coarser place; nobody's points are ever a list."""

from datetime import UTC, datetime, timedelta

import pytest

from citizen.accounts.tables import Account
from citizen.observations.tables import Observation
from config import clock
from config.database import reading, transaction
from config.protocols import PROTOCOLS
from exports import store
from tests.citizen.forms import filled, unspaced, uuid_of
from tests.sendings import FECAMP, new_id, sent

NIGHT = datetime(2026, 5, 1, 22, 30, tzinfo=UTC)
HOME = {"type": "Point", "coordinates": FECAMP}


@pytest.fixture(autouse=True)
def in_june():
    with clock.held_at(datetime(2026, 6, 20, 12, tzinfo=UTC)):
        yield


def put(client, query="", at=NIGHT, **changes):
    uuid = new_id()
    content = sent("biodiversity", place=HOME, observed_at=at.isoformat()) | changes
    answer = client.put(f"/api/v1/observations/{uuid}{query}", json=content)
    assert answer.status_code == 201, answer.json
    return answer


def nights(client, number, **changes):
    return [
        put(client, at=NIGHT + timedelta(days=n), **changes).json["uuid"] for n in range(number)
    ]


def accept(moderator, *uuids):
    for uuid in uuids:
        address = f"/api/v1/observations/{uuid}/decisions"
        assert moderator.post(address, json={"verdict": "accept"}).status_code == 201


def precision(client, uuid):
    return client.get(f"/api/v1/observations/{uuid}").json["public_precision"]


def test_an_author_says_it_is_their_home_and_is_told_what_shows(resident, moderator, anyone):
    told = put(resident, at_home=True)
    assert (told.json["public_precision"], told.json["home"]) == ("commune", "said")
    assert told.json["at_home"] is True
    accept(moderator, told.json["uuid"])
    public = anyone.get(f"/api/v1/observations/{told.json['uuid']}").json
    assert public["public_precision"] == "commune"
    assert public["place"]["coordinates"] != FECAMP
    assert "at_home" not in public and "home" not in public


def test_the_nights_of_one_person_hide_their_home_what_is_out_already_too(
    resident, new_resident, moderator, anyone, deliver
):
    first = nights(resident, 3)
    noon = put(resident, at=NIGHT.replace(hour=12)).json["uuid"]
    other = put(new_resident(), at=NIGHT).json["uuid"]
    deliver()
    accept(moderator, *first, noon, other)
    deliver()
    assert precision(anyone, noon) == "exact"
    fourth = put(resident, at=NIGHT + timedelta(days=9)).json["uuid"]
    deliver()
    assert [precision(anyone, uuid) for uuid in (*first, noon)] == ["commune"] * 4
    assert precision(resident, fourth) == "commune"
    assert precision(anyone, other) == "exact", "somebody else's record says nothing of a home"
    assert str(FECAMP[0]) not in anyone.get(f"/observations/{noon}").text


def test_the_dry_run_tells_it_before_anything_is_sent(resident, deliver):
    nights(resident, 3)
    deliver()
    tried = put(resident, "?dry_run=true", at=NIGHT + timedelta(days=9))
    assert (tried.json["public_precision"], tried.json["home"]) == ("commune", "nights")
    with reading() as session:
        assert {one.home for one in session.query(Observation)} == {""}, "nothing of it was kept"


def test_a_pond_is_no_home_when_its_visitor_says_so(resident, deliver):
    uuids = nights(resident, 5, at_home=False)
    deliver()
    assert {precision(resident, uuid) for uuid in uuids} == {"exact"}


def test_withdrawing_some_does_not_show_the_others(resident, moderator, anyone, deliver):
    uuids = nights(resident, 4)
    deliver()
    accept(moderator, uuids[0])
    for uuid in uuids[1:]:
        resident.delete(f"/api/v1/observations/{uuid}")
    later = put(resident, at=NIGHT.replace(hour=12)).json["uuid"]
    deliver()
    assert precision(anyone, uuids[0]) == "commune"
    assert precision(resident, later) == "commune", "the nights that were withdrawn still tell"


def draw(publisher, kind="private"):
    x, y = FECAMP
    corners = [(y - d, x + e) for d, e in ((0.001, -0.001), (0.001, 0.001), (-0.001, 0.001))]
    typed = {"name": "Le clos", "kind": kind, "shape": "Polygon"}
    typed |= {"positions": "\n".join(f"{lat}, {lon}" for lat, lon in corners)}
    assert publisher.post("/ville/zones", data=typed).status_code == 303


def test_private_ground_that_the_town_marks_hides_what_lies_there(
    resident, moderator, publisher, anyone, deliver
):
    before = put(resident).json["uuid"]
    deliver()
    accept(moderator, before)
    draw(publisher)
    deliver()
    assert precision(anyone, before) == "commune"
    after = put(resident).json["uuid"]
    deliver()
    assert precision(resident, after) == "commune"
    page = publisher.get("/ville/zones").text
    number = page.split("/ville/zones/")[1].split("/")[0]
    assert publisher.post(f"/ville/zones/{number}/retrait").status_code == 303
    deliver()
    assert precision(anyone, before) == "exact"


def test_private_ground_is_in_no_public_answer(publisher, anyone):
    draw(publisher)
    longitude, latitude = FECAMP
    for query in ("q=Le clos", "q=", f"lon={longitude}&lat={latitude}", "q=le-clos"):
        told = anyone.get(f"/api/v1/territories?{query}")
        assert "clos" not in told.text, query
    draw_other = publisher.get("/ville/zones").text
    assert "Le clos" in draw_other


def test_a_name_leaves_records_that_pile_up_at_one_spot(resident, moderator, deliver):
    days = [NIGHT.replace(hour=12) + timedelta(days=n % 10, minutes=n) for n in range(20)]
    uuids = [put(resident, at=at, name_published=True).json["uuid"] for at in days[:19]]
    with transaction() as session:
        for account in session.query(Account):
            account.name = account.name or "Aline"
    deliver()
    accept(moderator, *uuids)
    deliver()
    assert observers() == {"Aline"}
    put(resident, at=days[19], name_published=True)
    deliver()
    assert observers() == {""}


def observers():
    with reading() as session:
        records = [*store.published(session, PROTOCOLS["biodiversity"])]
    assert {one.precision for one in records} == {"exact"}
    return {one.observer for one in records}


def test_a_form_asks_and_the_author_reads_what_is_published(anyone):
    answer = anyone.post("/observer/tree", data=filled(anyone, "tree", at_home="yes"))
    follow = unspaced(anyone.get(f"/mes-observations/{uuid_of(answer)}").text)
    assert "avec sa commune seulement : c’est chez vous" in follow
    plain = anyone.post("/observer/tree", data=filled(anyone, "tree", at_home="no"))
    follow = unspaced(anyone.get(f"/mes-observations/{uuid_of(plain)}").text)
    assert "avec son lieu exact" in follow
    assert "Est-ce chez vous" not in anyone.get("/observer/heat").text


def test_nobody_s_points_are_ever_a_list(resident, moderator, anyone, deliver):
    """No public address takes an author, and no public answer names one by a number."""
    uuid = put(resident, name_published=True).json["uuid"]
    deliver()
    accept(moderator, uuid)
    with reading() as session:
        account = session.query(Account).filter_by(kind="device").one()
        marks = {str(account.uuid), account.uuid.hex}
    for path in ("/api/v1/openapi.json", "/carte", "/carte/points.geojson", f"/observations/{uuid}",
                 f"/api/v1/observations/{uuid}"):  # fmt: skip
        page = anyone.get(path).text
        assert not [mark for mark in marks if mark in page], path
    for query in ("author=1", "observer=Aline", "contributor=1"):
        everyone, asked = (anyone.get(f"/carte/points.geojson?{q}").json for q in ("", query))
        assert everyone == asked, "an author is no filter"
