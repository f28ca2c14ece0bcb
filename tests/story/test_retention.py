"""What was not retained, or was taken back, is emptied after a year; the journal stays."""

from datetime import timedelta

import pytest

import app as house
from config import clock, daily, events, files, towns
from tests.sendings import new_id, photo, sent, sha256


@pytest.fixture
def after(app):
    """Let days pass, then do what is daily."""

    def wait(days):
        with clock.held_at(clock.now() + timedelta(days=days)):
            daily.begin()
            events.deliver_all(house.JOBS)
        towns.serve(app.config["TOWN"])

    return wait


@pytest.mark.parametrize("end", ["rejected", "withdrawn"])
def test_it_is_emptied_after_a_year(resident, moderator, deliver, after, end):
    uuid, picture = new_id(), photo()
    address = f"/api/v1/observations/{uuid}"
    resident.put(address, json=sent(comment="mot privé"))
    resident.put(f"{address}/photos/{sha256(picture)}", data=picture, content_type="image/jpeg")
    deliver()
    if end == "rejected":
        told = {"verdict": "reject", "reason": "place-uncertain"}
        moderator.post(f"{address}/decisions", json=told)
    else:
        resident.delete(address)
    deliver()
    after(364)
    assert resident.get(address).json["comment"] == "mot privé"
    after(366)
    left = resident.get(address).json
    assert (left["status"], left["comment"], left["answers"]) == (end, "", {})
    assert left["place"]["coordinates"] == [0.4, 49.8]
    assert not [f for f in files.store().root.rglob("*") if f.is_file() and "photos" in f.parts]
    before = resident.get(f"{address}/history").json
    after(367)
    assert resident.get(f"{address}/history").json == before, "done once"


def test_what_is_published_or_waits_stays(resident, moderator, deliver, after):
    uuids = [new_id(), new_id()]
    for uuid in uuids:
        resident.put(f"/api/v1/observations/{uuid}", json=sent(comment="mot"))
    deliver()
    moderator.post(f"/api/v1/observations/{uuids[0]}/decisions", json={"verdict": "accept"})
    deliver()
    after(400)
    for uuid in uuids:
        assert resident.get(f"/api/v1/observations/{uuid}").json["comment"] == "mot"
