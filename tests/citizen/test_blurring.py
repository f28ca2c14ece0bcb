"""What is blurred in a photo: drawn by its author or a moderator, burnt in to all that is shown."""

import io

import pytest
from PIL import Image
from sqlalchemy import select

from citizen.photos import jobs, store
from citizen.photos.rules import SIZES
from citizen.photos.tables import Photo
from config import files
from config.database import reading
from config.events import News
from tests.citizen.blurred import (
    LEFT,
    RIGHT,
    address,
    blur,
    contrast,
    give,
    name_of,
    photographed,
    shown,
)
from tests.citizen.pictures import laid
from tests.sendings import new_id, sent


@pytest.fixture
def uuid(resident, deliver):
    return photographed(resident, deliver)


def accept(moderator, uuid):
    told = {"verdict": "accept", "reason": "photo-clear"}
    assert moderator.post(f"/api/v1/observations/{uuid}/decisions", json=told).status_code == 201


def test_what_is_drawn_is_blurred_in_every_size_and_the_rest_is_not(resident, uuid, deliver):
    answer = blur(resident, uuid, LEFT)
    assert answer.status_code == 200, answer.text
    assert answer.json["is_ready"] is False
    deliver()
    for size in SIZES[1:]:  # at 320 pixels nobody could tell the stripes
        copy = shown(resident, uuid, size).data
        assert contrast(copy, LEFT) < 60
        assert contrast(copy, RIGHT) > 180
    assert contrast(shown(resident, uuid, 320).data, LEFT) < 60


def test_until_its_copies_are_made_anew_nothing_of_a_photo_is_shown(
    resident, moderator, anyone, uuid, deliver
):
    accept(moderator, uuid)
    former = f"/photos/{name_of(uuid)}-1024.jpg"
    assert anyone.get(former).status_code == 200
    blur(resident, uuid, LEFT)
    for client in (resident, moderator, anyone):
        assert client.get(former).status_code == 404
        assert shown(client, uuid).status_code == 404
    deliver()
    assert shown(anyone, uuid).status_code == 200


def test_a_former_address_leads_to_the_present_photo_and_never_to_its_bytes(
    resident, moderator, anyone, uuid, deliver
):
    accept(moderator, uuid)
    former = f"/photos/{name_of(uuid)}-1024.jpg"
    before = anyone.get(former)
    assert before.headers["Cache-Control"] == "public, no-cache"
    blur(resident, uuid, LEFT)
    deliver()
    asked_again = anyone.get(former, headers={"If-None-Match": before.headers["ETag"]})
    assert (asked_again.status_code, asked_again.headers["Cache-Control"]) == (302, "no-store")
    now = anyone.get(asked_again.headers["Location"])
    assert contrast(now.data, LEFT) < 60
    blur(resident, uuid, LEFT, RIGHT)
    deliver()
    assert anyone.get(former, follow_redirects=True).data == shown(anyone, uuid).data
    resident.delete(f"/api/v1/observations/{uuid}")
    assert anyone.get(former).status_code == 404  # nor does it tell where a hidden photo is


def test_the_bytes_of_former_copies_are_forgotten(resident, uuid, deliver):
    former = name_of(uuid)
    blur(resident, uuid, LEFT)
    deliver()
    blur(resident, uuid, LEFT, RIGHT)
    deliver()
    kept = {file.name for file in (files.store().root / "copies").rglob("*.jpg")}
    assert kept == {f"{name_of(uuid)}-{size}.jpg" for size in SIZES}
    assert former != name_of(uuid)


def test_a_job_that_comes_late_leaves_no_copy_without_the_blur(resident, uuid, deliver):
    first = name_of(uuid)
    blur(resident, uuid, LEFT)
    second = name_of(uuid)
    blur(resident, uuid, LEFT, RIGHT)
    deliver()
    for late in (first, second):
        jobs.make_copies(News(0, "photo.blurred", late, None, {}))
    kept = {file.name[:36] for file in (files.store().root / "copies").rglob("*.jpg")}
    assert kept == {name_of(uuid)}


def test_a_photo_taken_sideways_is_blurred_where_it_was_drawn(resident, deliver):
    """The four quarters are red and green above, blue and white below: the green one is hidden."""
    for orientation in (1, 3, 6, 8):
        name, data = new_id(), laid(orientation, "JPEG")
        resident.put(f"/api/v1/observations/{name}", json=sent())
        give(resident, name, data)
        half = (0.4, 0.4, 0.2, 0.2)  # over the crossing of the four
        assert blur(resident, name, half, data=data).status_code == 200
        deliver()
        image = Image.open(io.BytesIO(shown(resident, name, 320).data)).convert("RGB")
        corners = [image.getpixel(at) for at in ((20, 20), (300, 20), (20, 140), (300, 140))]
        assert [max(range(3), key=c.__getitem__) for c in corners[:3]] == [0, 1, 2]
        middle = image.getpixel((160, 80))
        assert max(middle) - min(middle) < 120  # a mix of the four


def test_an_author_adds_but_only_a_moderator_removes_and_says_why(
    resident, moderator, uuid, deliver
):
    blur(resident, uuid, LEFT)
    refused = blur(resident, uuid, RIGHT)
    assert (refused.status_code, refused.json["type"].rsplit("/")[-1]) == (403, "blur-kept")
    assert blur(moderator, uuid, LEFT, RIGHT).status_code == 200
    answer = blur(moderator, uuid, RIGHT, why="C'était une statue.")
    assert answer.status_code == 200
    told = [(b["drawn_as"], b["removed_why"], bool(b["removed_at"])) for b in answer.json["items"]]
    assert told == [("author", "C'était une statue.", True), ("moderator", "", False)]
    deliver()
    copy = shown(resident, uuid).data
    assert contrast(copy, LEFT) > 180
    assert contrast(copy, RIGHT) < 60


def test_telling_the_same_again_changes_nothing(resident, uuid, deliver):
    first = blur(resident, uuid, LEFT)
    again = blur(resident, uuid, (0.050001, 0.1, 0.4, 0.8))
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.json == first.json


def test_a_published_record_changes_with_its_photo(
    resident, moderator, anyone, uuid, deliver, publisher
):
    accept(moderator, uuid)
    deliver()
    before = anyone.get(f"/api/v1/observations/{uuid}").json["photos"]
    blur(moderator, uuid, LEFT)
    deliver()
    (after,) = anyone.get(f"/api/v1/observations/{uuid}").json["photos"]
    assert [after] != before
    assert name_of(uuid) in after


def test_two_who_blur_at_one_instant_do_not_overwrite_each_other(resident, moderator, uuid):
    seen = resident.get(address(uuid)).headers["ETag"]
    answers = [blur(one, uuid, LEFT, seen=seen).status_code for one in (resident, moderator)]
    assert answers == [200, 412]


def test_rows_of_blurs_stay_with_their_photo(resident, uuid):
    blur(resident, uuid, LEFT)
    with reading() as session:
        photo = session.scalar(select(Photo))
        assert [store.area(one) for one in store.blurs(session, photo)] == [LEFT]
