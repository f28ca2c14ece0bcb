"""Felt heat is published together or not at all."""

from exports.datasets.commands import publish
from tests.sendings import new_id, sent

SQUARE = [0.37405, 49.75760]
ALONE = [0.39000, 49.75500]


def answered(client, at, hour):
    answers = {"sensation": 2, "sun_exposure": "full-sun", "answer_mode": "in-situ"}
    place = {"type": "Point", "coordinates": at}
    moment = f"2026-06-18T{hour:02d}:10:00+02:00"
    uuid = new_id()
    told = sent("heat", answers=answers, place=place, observed_at=moment)
    assert client.put(f"/api/v1/observations/{uuid}", json=told).status_code == 201
    return uuid


def accepted(moderator, uuids):
    for uuid in uuids:
        taken = moderator.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
        assert taken.status_code == 201


def data_files(release):
    """The digests of what holds data: the notices tell the number of the release."""
    return {name: told["sha256"] for name, told in release.files.items() if "cells" in name}


def test_six_people_make_a_square_and_one_alone_shows_nowhere(
    new_resident, moderator, anyone, deliver
):
    people = [new_resident() for _ in range(6)]
    together = [answered(person, SQUARE, hour) for person in people for hour in (15, 16)]
    deliver()
    accepted(moderator, together)
    first = publish("heat")

    accepted(moderator, [answered(people[0], ALONE, 15)])
    second = publish("heat")

    assert first.records == second.records == 1
    assert data_files(first) == data_files(second)
    cells = anyone.get("/data/heat/latest/cells.csv", follow_redirects=True)
    assert b"0.37405" not in cells.data
    assert anyone.get(f"/api/v1/observations/{together[0]}").status_code == 404
