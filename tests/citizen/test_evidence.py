"""The photos of an observation: received once, seen by whom they may be, and no longer then."""

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from citizen.observations.tables import Observation
from citizen.photos import store
from citizen.photos.tables import Photo
from config import files
from config.database import reading, transaction
from config.events import Event
from tests.citizen.pictures import MARKER, as_bytes, hiding, quarters
from tests.sendings import new_id, photo, sent, sha256

JPEG = photo()


@pytest.fixture
def uuid(resident):
    """An observation of the resident."""
    name = new_id()
    assert resident.put(f"/api/v1/observations/{name}", json=sent()).status_code == 201
    return name


def address(uuid, data):
    return f"/api/v1/observations/{uuid}/photos/{sha256(data)}"


def give(resident, uuid, data=JPEG):
    answer = resident.put(address(uuid, data), data=data, content_type="image/jpeg")
    assert answer.status_code in {200, 201}, answer.text
    return answer


def shown(uuid):
    """The address of the newest photo of an observation."""
    with reading() as session:
        found = session.scalar(select(Observation.id).where(Observation.uuid == UUID(uuid)))
        return f"/photos/{store.of_observation(session, found)[-1].uuid}-320.jpg"


def decide(moderator, uuid, verdict="accept"):
    told = {"verdict": verdict, "reason": "photo-clear"}
    answer = moderator.post(f"/api/v1/observations/{uuid}/decisions", json=told)
    assert answer.status_code == 201, answer.text


def test_one_asks_whether_a_photo_is_there_before_sending_it(resident, uuid):
    before = resident.head(address(uuid, JPEG))
    assert (before.status_code, before.data) == (404, b"")
    give(resident, uuid)
    after = resident.head(address(uuid, JPEG))
    assert (after.status_code, after.headers["Upload-Offset"]) == (200, str(len(JPEG)))


def test_a_photo_sent_again_is_the_same_photo(resident, uuid):
    first, again = give(resident, uuid), give(resident, uuid)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json == again.json
    assert counted(Photo) == 1


def test_a_photo_is_told_as_it_was_received(resident, uuid):
    told = give(resident, uuid, as_bytes(quarters(), "PNG")).json
    assert (told["media_type"], told["width"], told["height"]) == ("image/png", 400, 200)


def test_a_photo_sent_eight_times_at_one_instant_is_one_photo(app, resident, uuid):
    def once(_):
        client = app.test_client()
        client.token = resident.token
        return give(client, uuid).status_code

    with ThreadPoolExecutor(8) as phones:
        answers = sorted(phones.map(once, range(8)))
    assert answers == [200] * 7 + [201]
    assert counted(Photo) == 1
    assert counted(Event, Event.name == "photo.received") == 1


def counted(table, *where):
    with reading() as session:
        return session.scalar(select(func.count(table.id)).where(*where))


def test_a_declared_photo_is_missed_until_it_comes(resident):
    uuid, other = new_id(), photo("blue")
    declared = sent(photos=[sha256(JPEG), sha256(other)])
    kept = resident.put(f"/api/v1/observations/{uuid}", json=declared)
    assert kept.json["missing_photos"] == declared["photos"]
    assert give(resident, uuid, other).json["missing_photos"] == [sha256(JPEG)]
    assert give(resident, uuid).json["missing_photos"] == []


def test_the_same_photo_in_two_observations_is_kept_once_and_shown_under_two_names(
    resident, uuid, deliver
):
    other = new_id()
    resident.put(f"/api/v1/observations/{other}", json=sent())
    for name in (uuid, other):
        give(resident, name)
    deliver()
    assert shown(uuid) != shown(other)
    assert resident.get(shown(uuid)).data == resident.get(shown(other)).data
    kept = [file for file in (files.store().root / "photos").rglob("*") if file.is_file()]
    assert [file.name for file in kept] == [sha256(JPEG)]


def test_a_photo_is_private_then_public_then_private_again(
    resident, moderator, anyone, uuid, deliver
):
    stranger = anyone
    give(resident, uuid)
    assert resident.get(shown(uuid)).status_code == 404  # its copies are not made yet
    deliver()

    def seen_by(*clients):
        return [client.get(shown(uuid)).status_code for client in clients]

    assert seen_by(resident, moderator, stranger) == [200, 200, 404]
    assert resident.get(shown(uuid)).headers["Cache-Control"] == "private, no-store"
    decide(moderator, uuid)
    assert seen_by(resident, moderator, stranger) == [200, 200, 200]
    assert anyone.get(shown(uuid)).headers["Cache-Control"] == "public, no-cache"
    decide(moderator, uuid, "doubt")
    assert seen_by(resident, moderator, stranger) == [200, 200, 404]
    decide(moderator, uuid)
    assert seen_by(stranger) == [200]
    with transaction() as session:
        session.execute(update(Photo).values(is_hidden=True))
    assert seen_by(resident, moderator, stranger) == [200, 200, 404]
    with transaction() as session:
        session.execute(update(Photo).values(is_hidden=False))
    assert seen_by(stranger) == [200]
    assert resident.delete(f"/api/v1/observations/{uuid}").status_code == 204
    assert seen_by(stranger) == [404]


def test_a_photo_added_after_the_decision_waits_for_the_next(
    resident, moderator, anyone, uuid, deliver
):
    give(resident, uuid)
    deliver()
    decide(moderator, uuid)
    first = shown(uuid)
    give(resident, uuid, photo("blue"))
    deliver()
    assert shown(uuid) != first
    assert [anyone.get(at).status_code for at in (first, shown(uuid))] == [200, 404]
    decide(moderator, uuid)
    assert anyone.get(shown(uuid)).status_code == 200


def test_a_photo_is_not_shown_to_another_resident_nor_to_a_moderator_of_something_else(
    resident, new_resident, account, uuid, deliver
):
    give(resident, uuid)
    deliver()
    elsewhere = account("moderator", organisation="B", protocols=("heat",))
    for other in (new_resident(), elsewhere, account("publisher")):
        assert other.get(shown(uuid)).status_code == 404


def test_a_photo_is_shown_at_the_sizes_there_are_and_its_original_never(resident, uuid, deliver):
    give(resident, uuid)
    deliver()
    name = shown(uuid).removesuffix("-320.jpg")
    for end in ("-1024.jpg", "-320.jpg"):
        assert resident.get(name + end).status_code == 200
    for end in ("-0.jpg", "-321.jpg", "-99999.jpg", ".jpg", "-320.png", "-320.jpg/..", ""):
        assert resident.get(name + end).status_code == 404
    for path in (sha256(JPEG), f"photos/{sha256(JPEG)[:2]}/{sha256(JPEG)}"):
        assert resident.get(f"/photos/{path}").status_code == 404
        assert resident.get(f"/files/{path}").status_code == 404


def test_a_photo_is_served_as_a_photo_and_as_nothing_else(resident, uuid, deliver):
    give(resident, uuid, dict(hiding())["JPEG: a page after its end"])
    deliver()
    answer = resident.get(shown(uuid))
    assert answer.mimetype == "image/jpeg"
    assert MARKER not in answer.data
    assert b"<script" not in answer.data
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
