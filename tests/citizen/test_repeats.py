"""One photo, or its copies, that serves again and again: shown to moderators, to no one else."""

import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from citizen.evidence.repeats.rules import (
    ALIKE,
    FEWEST,
    TIMES,
    Use,
    are_alike,
    bands,
    is_too_often,
    tells,
)
from citizen.photos.tables import Photo
from config.database import reading
from tests.citizen.forms import unspaced
from tests.sendings import new_id, photo, sent, sha256

fingerprints = st.integers(0, 2**64 - 1).map(lambda bits: f"{bits:016x}")


@given(fingerprints, st.sets(st.integers(0, 63), max_size=ALIKE))
def test_photos_alike_share_a_part(one, changed):
    """By the drawer principle: three bits touch three of four parts at most."""
    other = f"{int(one, 16) ^ sum(1 << bit for bit in changed):016x}"
    if tells(one) and tells(other):
        assert are_alike(one, other)
        assert {*bands(one)} & {*bands(other)}


@given(fingerprints, fingerprints)
def test_being_alike_goes_both_ways(one, other):
    assert are_alike(one, other) == are_alike(other, one)


@pytest.mark.parametrize("plain", ["0" * 16, "f" * 16, "0" * 15 + "f", ""])
def test_a_plain_picture_is_like_any_other_and_tells_nothing(plain):
    assert not tells(plain)
    assert bands(plain) == []
    assert not are_alike(plain, plain)
    assert tells(f"{2**FEWEST - 1:016x}")


def test_a_photo_serves_two_observations_of_one_person_and_no_more():
    own = {Use(number, 1) for number in range(TIMES)}
    assert is_too_often(own)
    assert not is_too_often(set(list(own)[: TIMES - 1]))
    assert is_too_often({Use(1, 1), Use(2, 2)})


def picture(seed=1, size=(640, 480), **saved):
    """A drawing that is like no other: bars of grey, as many as the seed makes."""
    chance, out = random.Random(seed), io.BytesIO()
    image = Image.new("RGB", size)
    drawn = ImageDraw.Draw(image)
    for x in range(9):
        for y in range(8):
            grey = chance.randrange(256)
            box = (
                x * size[0] // 9,
                y * size[1] // 8,
                (x + 1) * size[0] // 9,
                (y + 1) * size[1] // 8,
            )
            drawn.rectangle(box, fill=(grey, grey, grey))
    image.save(out, "JPEG", **saved)
    return out.getvalue()


def send(client, data):
    uuid, digest = new_id(), sha256(data)
    client.put(f"/api/v1/observations/{uuid}", json=sent("tree", photos=[digest]))
    address = f"/api/v1/observations/{uuid}/photos/{digest}"
    assert client.put(address, data=data, content_type="image/jpeg").status_code == 201
    return uuid


def flags(client, uuid):
    told = client.get(f"/api/v1/observations/{uuid}").json["flags"]
    return [unspaced(one["detail"]) for one in told if one["code"] == "photo-again"]


def test_one_photo_reused_thirty_times_is_flagged(resident, moderator, deliver):
    uuids = [send(resident, picture()) for _ in range(30)]
    deliver()
    for uuid in (uuids[0], uuids[-1]):
        assert flags(moderator, uuid) == [
            "Une de ses photos, ou sa copie, sert à 30 observations (comptes : 1)."
        ]
        assert flags(resident, uuid) == [], "that is for moderators"


def test_a_copy_by_someone_else_is_found_smaller_and_more_compressed(
    new_resident, moderator, deliver
):
    one = send(new_resident(), picture(quality=95))
    other = send(new_resident(), picture(size=(320, 240), quality=60))
    apart = send(new_resident(), picture(seed=2))
    deliver()
    assert len(flags(moderator, one)) == len(flags(moderator, other)) == 1
    assert flags(moderator, apart) == []
    with reading() as session:
        assert len({one.sha256 for one in session.query(Photo)}) == 3


def test_a_plain_photo_is_counted_by_its_bytes_alone(new_resident, moderator, deliver):
    green, red = send(new_resident(), photo("green")), send(new_resident(), photo("red"))
    deliver()
    assert flags(moderator, green) == flags(moderator, red) == []
    send(new_resident(), photo("green"))
    deliver()
    assert len(flags(moderator, green)) == 1


def test_what_is_said_of_a_photo_stays_when_its_author_corrects(new_resident, moderator, deliver):
    author, data = new_resident(), picture()
    uuid = send(author, data)
    send(new_resident(), data)
    deliver()
    seen = {"If-Match": author.get(f"/api/v1/observations/{uuid}").headers["ETag"]}
    other = sent("tree", comment="un mot", photos=[sha256(data)])
    assert author.put(f"/api/v1/observations/{uuid}", json=other, headers=seen).status_code == 200
    assert len(flags(moderator, uuid)) == 1
    listed = moderator.get("/api/v1/queue?flagged=true").json["items"]
    assert uuid in [one["uuid"] for one in listed]
