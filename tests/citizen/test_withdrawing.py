"""Taking an observation back: why is told to its author alone, whatever came first."""

import pytest
from sqlalchemy import select

from citizen.observations.tables import Observation
from citizen.plausibility.tables import FlagRow
from config import clock
from config.database import reading, transaction
from tests.sendings import new_id, sent

WHY = "Ce n'en est pas un."


@pytest.fixture
def address():
    return f"/api/v1/observations/{new_id()}"


def test_the_reason_of_a_withdrawal_is_told_to_its_author_alone(resident, new_resident, address):
    resident.put(address, json=sent())
    assert resident.delete(address, json={"reason": WHY}).status_code == 204
    again = resident.put(address, json=sent())
    assert (again.status_code, WHY in again.json["reason"]) == (410, True)
    photo = resident.put(f"{address}/photos/{'0' * 64}", data=b"x", content_type="image/jpeg")
    assert (photo.status_code, WHY in photo.json["reason"]) == (410, True)
    other = new_resident()
    for told in (other.put(address, json=sent()), other.get(address), other.delete(address)):
        assert WHY not in told.text and told.status_code in {404, 409}


def test_a_withdrawal_that_comes_first_keeps_its_reason(resident, address):
    tag = address.rpartition("/")[2]
    first = {"If-Match": f'"{tag}-1.0"'}
    assert resident.delete(address, json={"reason": WHY}, headers=first).status_code == 202
    assert resident.put(address, json=sent()).json["status"] == "withdrawn"
    assert WHY in resident.put(address, json=sent()).json["reason"]


def test_what_is_no_reason_withdraws_nothing(resident, address):
    resident.put(address, json=sent())
    for told in ({"json": {"reason": 3}}, {"json": {"why": WHY}}, {"json": {"reason": "x" * 2001}}):
        assert resident.delete(address, **told).status_code == 422
    assert resident.delete(address, data=WHY, content_type="text/plain").status_code == 415
    assert resident.delete(address, data="{", content_type="application/json").status_code == 400
    assert resident.get(address).json["status"] == "submitted"


def test_who_leaves_takes_their_reasons_along(resident, deliver, address, moderator):
    resident.put(address, json=sent())
    deliver()
    resident.delete(address, json={"reason": WHY})
    assert WHY in moderator.get(f"{address}/history").text
    resident.delete("/api/v1/me?observations=anonymise")
    deliver()
    assert WHY not in moderator.get(f"{address}/history").text


def test_what_looked_unlikely_of_a_person_is_not_kept_after_them(resident, deliver, address):
    resident.put(address, json=sent())
    deliver()
    with transaction() as session:
        row = session.scalars(select(Observation.id)).one()
        flag = {"version": 1, "code": "many-answers", "values": {"count": 40}}
        session.add(FlagRow(observation_id=row, seen_at=clock.now(), **flag))
    resident.delete("/api/v1/me?observations=anonymise")
    deliver()
    with reading() as session:
        assert session.scalars(select(FlagRow)).all() == []
