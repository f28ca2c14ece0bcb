"""What files hide in themselves is in no byte that anyone is served: copies, answers, releases."""

import io
import re
import zipfile
import zlib

import app as house
from config import events, files
from tests.citizen.pictures import MARKER
from tests.citizen.pictures import hiding as in_photos
from tests.citizen.recordings import hiding as in_sounds
from tests.parquet import plain
from tests.sendings import new_id, sent, sha256

PHOTOS, SOUNDS = dict(in_photos()), dict(in_sounds())
PACKED = re.compile(b"\x78[\x01\x5e\x9c\xda]")  # how zlib begins
EACH = {"photos": 20, "sounds": 5}  # of an observation
TOLD = (MARKER, MARKER[:24], MARKER.decode().encode("utf-16-le"))


def test_forty_containers_of_photos_hold_the_marker_and_twenty_of_sounds():
    assert len(PHOTOS) >= 40
    assert len(SOUNDS) >= 20
    assert [name for name, data in (PHOTOS | SOUNDS).items() if not holds(data)] == []


def holds(data):
    """Whether a file says the marker, packed or not."""
    if any(told in data for told in TOLD):
        return True
    begins = (found.start() for found in PACKED.finditer(data))
    return any(MARKER in unpacked(data[at:]) for at in begins)


def unpacked(data):
    try:
        return zlib.decompressobj().decompress(data)
    except zlib.error:
        return b""


def given(resident, kind, data):
    """Send all of a kind, so many to an observation; return the observations."""
    uuids = []
    for number, one in enumerate(data):
        if number % EACH[kind] == 0:
            uuids.append(new_id())
            resident.put(f"/api/v1/observations/{uuids[-1]}", json=sent())
        address = f"/api/v1/observations/{uuids[-1]}/{kind}/{sha256(one)}"
        answer = resident.put(address, data=one, content_type="application/octet-stream")
        assert answer.status_code == 201, answer.text
    return uuids


def served(anyone, resident, uuid):
    """All that is served of an observation: to its author, then to anyone."""
    own = f"/api/v1/observations/{uuid}"
    for photo in resident.get(f"{own}/photos").json:
        for size in (320, 1024, 2048):
            yield anyone.get(f"/photos/{photo['name']}-{size}.jpg")
    ends = {"audio/ogg": "ogg", "audio/mpeg": "mp3", "audio/wav": "wav", "audio/aac": "aac"}
    for sound in resident.get(f"{own}/sounds").json:
        yield anyone.get(f"/sounds/{sound['name']}.{ends[sound['media_type']]}")
    for path in (own, f"{own}/photos", f"{own}/sounds", f"/mes-observations/{uuid}"):
        yield resident.get(path)
    for path in (own, f"/observations/{uuid}"):
        yield anyone.get(path, follow_redirects=True)


def test_no_byte_that_is_served_holds_it(resident, moderator, anyone, publisher):
    uuids = given(resident, "photos", PHOTOS.values()) + given(resident, "sounds", SOUNDS.values())
    events.deliver_all(house.JOBS)
    for uuid in uuids:
        told = {"verdict": "accept", "reason": "photo-clear"}
        moderator.post(f"/api/v1/observations/{uuid}/decisions", json=told)
    count = 0
    for uuid in uuids:
        for answer in served(anyone, resident, uuid):
            count += answer.status_code == 200
            assert not holds(answer.data), answer.request.path
    assert count > 3 * len(PHOTOS) + len(SOUNDS)
    assert publisher.post("/api/v1/datasets/biodiversity/releases").status_code == 202
    events.deliver_all(house.JOBS)
    released = [f for f in (files.store().root / "releases").rglob("*") if f.is_file()]
    assert len(released) > 5
    assert [file.name for file in released if any(map(holds, contents(file)))] == []


def contents(file):
    data = file.read_bytes()
    yield data
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            yield from (packed.read(name) for name in packed.namelist())
    if file.suffix == ".parquet":
        yield plain(data)
