"""What is no longer needed of evidence is forgotten, and nothing that is."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from citizen.evidence import jobs
from citizen.photos.rules import original_path
from citizen.photos.tables import Photo, PhotoPart
from config import clock, files, retention
from config.database import reading
from tests.citizen.blurred import (
    LEFT,
    RIGHT,
    STRIPES,
    address,
    blur,
    contrast,
    give,
    photographed,
    shown,
)
from tests.sendings import new_id, photo, sent, sha256

YEAR = timedelta(days=366)
LATER = timedelta(days=2)


@pytest.fixture
def uuid(resident, deliver):
    return photographed(resident, deliver)


def decide(moderator, uuid, verdict="accept"):
    told = {"verdict": verdict, "reason": "photo-clear"}
    assert moderator.post(f"/api/v1/observations/{uuid}/decisions", json=told).status_code == 201


def after(time, *some):
    with clock.held_at(clock.now() + time):
        for job in some:
            job(None)


def has_original(data=STRIPES):
    return files.store().has(original_path(sha256(data)))


def forgotten():
    with reading() as session:
        found = session.scalars(select(Photo.original_forgotten_at).order_by(Photo.id))
        return [one is not None for one in found]


def test_an_original_is_forgotten_a_year_after_the_decision_and_its_copies_stay(
    resident, moderator, anyone, uuid
):
    after(YEAR, jobs.forget_originals)
    assert has_original()  # it still waits for a decision
    decide(moderator, uuid)
    after(timedelta(days=364), jobs.forget_originals)
    assert has_original()
    after(YEAR, jobs.forget_originals)
    assert not has_original()
    assert forgotten() == [True]
    for size in (320, 1024, 2048):
        assert shown(anyone, uuid, size).status_code == 200
    assert resident.head(address(uuid).removesuffix("/blurs")).status_code == 200


def test_what_its_author_withdrew_is_forgotten_too(resident, uuid):
    resident.delete(f"/api/v1/observations/{uuid}")
    after(YEAR, jobs.forget_originals)
    assert forgotten() == [True]


def test_where_the_town_sets_no_time_originals_stay_for_ever(moderator, uuid):
    decide(moderator, uuid)
    retention.lasts({"KEEP_ORIGINALS": 0})
    after(10 * YEAR, jobs.forget_originals, jobs.sweep)
    assert has_original()


def test_an_original_stays_until_its_copies_are_made(resident, moderator):
    name = new_id()
    resident.put(f"/api/v1/observations/{name}", json=sent())
    give(resident, name, STRIPES)
    decide(moderator, name)
    after(YEAR, jobs.forget_originals)
    assert (has_original(), forgotten()) == (True, [False])


def test_an_original_that_another_observation_still_needs_stays(resident, moderator, deliver):
    first, second = (photographed(resident, deliver) for _ in range(2))
    decide(moderator, first)
    after(YEAR, jobs.forget_originals, jobs.sweep)
    assert (has_original(), forgotten()) == (True, [True, False])
    decide(moderator, second)
    after(YEAR, jobs.forget_originals)
    assert (has_original(), forgotten()) == (False, [True, True])


def test_once_the_original_is_gone_more_is_blurred_but_no_blur_is_removed(
    resident, moderator, uuid, deliver
):
    blur(resident, uuid, LEFT)
    deliver()
    decide(moderator, uuid)
    after(YEAR, jobs.forget_originals)
    refused = blur(moderator, uuid, RIGHT)
    assert (refused.status_code, refused.json["type"].rsplit("/")[-1]) == (
        409, "original-forgotten",
    )  # fmt: skip
    assert blur(moderator, uuid, LEFT, RIGHT).status_code == 200
    assert blur(moderator, uuid, LEFT, RIGHT, (0.45, 0, 0.1, 0.1)).status_code == 200
    deliver()
    copy = shown(resident, uuid).data
    assert contrast(copy, LEFT) < 60
    assert contrast(copy, RIGHT) < 60


def part(resident, uuid, data, start, end):
    where = f"/api/v1/observations/{uuid}/photos/{sha256(data)}"
    told = {"Upload-Offset": str(start)}
    kind = "application/offset+octet-stream"
    return resident.patch(where, data=data[start:end], headers=told, content_type=kind)


def counted_parts():
    rows = [file for file in (files.store().root / "parts").rglob("*") if file.is_file()]
    with reading() as session:
        return len(session.scalars(select(PhotoPart)).all()), len(rows)


def test_an_upload_that_stands_still_for_a_week_is_forgotten_whole(resident, uuid):
    old, alive = photo("blue"), photo("red")
    for data in (old, alive):
        part(resident, uuid, data, 0, 50)
    with clock.held_at(clock.now() + timedelta(days=6)):
        part(resident, uuid, alive, 50, 100)
    after(timedelta(days=6, hours=23), jobs.forget_parts)
    assert counted_parts() == (3, 3)
    after(timedelta(days=8), jobs.forget_parts)
    assert counted_parts() == (2, 2)
    assert part(resident, uuid, alive, 100, len(alive)).status_code == 201


def test_files_that_no_row_knows_are_swept_after_a_day_and_no_other(resident, uuid):
    part(resident, uuid, photo("blue"), 0, 50)
    store, lost = files.store(), []
    for path in (
        original_path("a" * 64), f"copies/ab/{new_id()}-320.jpg", f"parts/ab/{new_id()}",
        f"sounds/ab/{new_id()}.ogg", "copies/ab/.half-written.jpg.1234abcd", "parts/ab/no-name",
    ):  # fmt: skip
        store.keep(path, b"lost")
        lost.append(path)
    before = sorted(name for kind in jobs.KINDS for name, _ in store.names(kind))
    after(timedelta(hours=20), jobs.sweep)
    assert sorted(name for kind in jobs.KINDS for name, _ in store.names(kind)) == before
    after(LATER, jobs.sweep)
    left = sorted(name for kind in jobs.KINDS for name, _ in store.names(kind))
    assert left == sorted(set(before) - set(lost))
    assert has_original()


def test_what_is_no_evidence_is_never_swept(resident, uuid):
    files.store().keep("releases/1/tree/1/tree.csv", b"published")
    after(LATER, jobs.sweep)
    assert files.store().has("releases/1/tree/1/tree.csv")


def test_a_photo_whose_file_was_swept_as_its_row_came_is_kept_again(resident, uuid, monkeypatch):
    data, keep = photo("purple"), files.Folder.keep

    def swept_at_once(folder, name, content):
        keep(folder, name, content)
        monkeypatch.undo()
        (folder.root / name).unlink()

    monkeypatch.setattr(files.Folder, "keep", swept_at_once)
    give(resident, uuid, data)
    assert has_original(data)
