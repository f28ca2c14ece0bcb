"""Nothing hidden shows on a public page: not by a place, a count, an order or a difference."""

import json
import re
from uuid import UUID

import pytest
from sqlalchemy import update

from citizen.observations.tables import Observation
from config.database import transaction
from exports.datasets.commands import publish
from tests.exports.test_atlas import OAK, PAGES, ROBIN, accepted, points, robin
from tests.sendings import FECAMP, new_id, sent

__all__ = ["accepted"]  # a fixture
HIDDEN = {**sent("tree")["answers"], "seen_from_public_space": "no"}


@pytest.fixture
def everywhere(anyone):
    """All that anyone can read of records."""

    def read():
        layers = ("/carte/points.geojson", "/carte/carres.geojson")
        paths = (*PAGES, *layers, f"/especes/{ROBIN}", f"/especes/{OAK}")
        return {path: anyone.get(path).data for path in paths}

    return read


@pytest.mark.parametrize("verdict", ["", "reject", "doubt", "unassessable", "ask"])
def test_what_is_not_accepted_changes_nothing_anywhere(
    resident, moderator, anyone, everywhere, deliver, verdict
):
    before, uuid = everywhere(), new_id()
    resident.put(f"/api/v1/observations/{uuid}", json=sent(**robin()))
    deliver()
    if verdict:
        decision = {"verdict": verdict, "reason": "photo-blurred", "comment": "?"}
        taken = moderator.post(f"/api/v1/observations/{uuid}/decisions", json=decision)
        assert taken.status_code == 201, taken.json
    assert everywhere() == before
    assert anyone.get(f"/observations/{uuid}").status_code == 404


def test_a_species_never_published_is_as_if_never_seen(accepted, anyone, everywhere):
    before = everywhere()
    uuid = accepted(**robin())
    with transaction() as session:
        hidden = update(Observation).where(Observation.uuid == UUID(uuid))
        session.execute(hidden.values(sensitivity=4))
    assert everywhere() == before
    assert anyone.get(f"/observations/{uuid}").status_code == 404


def test_a_withdrawn_record_is_gone_at_once(resident, accepted, anyone, everywhere):
    before = everywhere()
    uuid = accepted(**robin())
    assert len(points(anyone)) == 1
    resident.delete(f"/api/v1/observations/{uuid}")
    assert everywhere() == before


def test_a_blurred_place_is_nowhere_to_be_read(accepted, anyone, everywhere):
    place = {"type": "Point", "coordinates": [0.381234, 49.751234]}
    uuid = accepted("tree", answers=HIDDEN, place=place)
    page = anyone.get(f"/arbres/{uuid}").text
    assert "quelque part dans la commune" in page
    told = b"".join(everywhere().values()) + page.encode()
    assert b"0.3812" not in told
    assert b"49.7512" not in told
    assert not re.search(r"<circle class=\"dot", page)


def test_blurred_places_lie_at_the_very_same_one(accepted, anyone):
    for longitude in (0.37, 0.39):
        place = {"type": "Point", "coordinates": [longitude, 49.755]}
        accepted("tree", answers=HIDDEN, place=place)
    drawn = [json.dumps(one["geometry"]) for one in points(anyone)]
    assert len(drawn) == 2
    assert len(set(drawn)) == 1


def answered(client, at, hour):
    answers = {"sensation": 2, "sun_exposure": "full-sun", "answer_mode": "in-situ"}
    told = {"observed_at": f"2026-06-18T{hour:02d}:10:00+02:00", "answers": answers}
    told["place"] = {"type": "Point", "coordinates": at}
    uuid = new_id()
    client.put(f"/api/v1/observations/{uuid}", json=sent("heat", **told))
    return uuid


def test_heat_shows_as_it_was_released_and_never_a_point(
    new_resident, moderator, anyone, deliver, everywhere
):
    before = everywhere()
    people = [new_resident() for _ in range(6)]
    uuids = [answered(one, list(FECAMP), hour) for one in people for hour in (15, 16)]
    deliver()
    for uuid in uuids:
        moderator.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    assert everywhere() == before  # accepted, but not released: nothing moves

    publish("heat")

    page = anyone.get("/chaleur").text
    assert "12 réponses, 6 personnes" in page.replace("\u00a0", " ")
    assert "juin" in page
    assert str(FECAMP[0]) not in page
    squares = anyone.get("/carte/carres.geojson").json["features"]
    assert [one["geometry"]["type"] for one in squares] == ["Polygon"]
    assert anyone.get(f"/observations/{uuids[0]}").status_code == 404
