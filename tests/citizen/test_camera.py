"""What photos tell of themselves: read with care, compared with what was declared, never shown."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import SimpleNamespace
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from shapely import Point

from citizen.evidence.rules import Conflict, conflicts
from citizen.photos.exif import told
from citizen.photos.images import examine
from tests.citizen.pictures import as_bytes, quarters
from tests.sendings import FECAMP, new_id, sent, sha256

CAMERA = {0x9003: "2026:05:14 07:32:00", 0x9011: "+02:00"}
NORTH_EAST = {1: "N", 2: (49, 45, 26), 3: "E", 4: (0, 22, 27), 17: 271.5}


def exif(photo=CAMERA, place=NORTH_EAST):
    made = Image.Exif()
    made.get_ifd(0x8769).update(photo)
    made.get_ifd(0x8825).update(place)
    return made.tobytes()


def taken(kind="JPEG", **told):
    return as_bytes(quarters(), kind, exif=exif(**told))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF"])
def test_a_camera_tells_when_and_where_whatever_the_format(kind):
    seen = examine(taken(kind)).evidence
    assert seen.taken == "2026-05-14T07:32:00+02:00"
    assert (seen.longitude, seen.latitude) == (0.374167, 49.757222)
    assert seen.direction == 271.5


WRONG = [
    ({0x9003: "0000:00:00 00:00:00"}, {}), ({0x9003: "2026:02:30 10:00:00"}, {}),
    ({0x9003: "1970:01:01 00:00:00"}, {}), ({0x9003: "hier"}, {}), ({0x9003: b"\xff\xfe"}, {}),
    ({}, {1: "N", 2: (49, 45)}), ({}, {1: "?", 2: (49, 45, 26), 3: "E", 4: (0, 22, 27)}),
    ({}, {1: "N", 2: (491, 45, 26), 3: "E", 4: (0, 22, 27)}),
    ({}, {1: "N", 2: (0, 0, 0), 3: "E", 4: (0, 0, 0)}),
    ({}, {1: "N", 2: "49", 3: 7, 4: None}), ({}, {17: float("inf")}),
]  # fmt: skip


@pytest.mark.parametrize(("photo", "place"), WRONG)
def test_what_makes_no_sense_is_not_told(photo, place):
    tables = {0x8769: photo, 0x8825: place}
    assert told(SimpleNamespace(get_ifd=tables.get)) == {}


anything = st.none() | st.text() | st.binary() | st.floats() | st.integers() | st.fractions()
tags = st.dictionaries(
    st.sampled_from([1, 2, 3, 4, 17, 0x9003, 0x9011]), anything | st.tuples(*[anything] * 3)
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(photo=tags, place=tags)
def test_whatever_the_tags_hold_what_is_told_makes_sense(photo, place):
    known = told(SimpleNamespace(get_ifd={0x8769: photo, 0x8825: place}.get))
    assert -180 <= known.get("longitude", 0) <= 180
    assert -90 <= known.get("latitude", 0) <= 90
    assert 0 <= known.get("direction", 0) <= 360
    assert ("longitude" in known) == ("latitude" in known)


@given(degrees=st.integers(0, 179), minutes=st.integers(0, 59), west=st.booleans())
def test_degrees_are_signed_by_their_side(degrees, minutes, west):
    place = {1: "S", 2: (1, 0, 0), 3: "W" if west else "E", 4: (degrees, Fraction(minutes), 0)}
    known = told(SimpleNamespace(get_ifd={0x8769: {}, 0x8825: place}.get))
    expected = round((degrees + minutes / 60) * (-1 if west else 1), 6)
    assert (known["longitude"], known["latitude"]) == (expected, -1)


def test_photos_that_look_alike_have_near_fingerprints():
    def fingerprint(image, kind="JPEG", **saved):
        return int(examine(as_bytes(image, kind, **saved)).evidence.fingerprint, 16)

    image = Image.effect_mandelbrot((800, 600), (-2, -1.5, 1, 1.5), 60).convert("RGB")
    copies = [image.resize((400, 300)), image.convert("L"), image.crop((4, 4, 796, 596))]
    first = fingerprint(image, quality=90)
    assert all((first ^ fingerprint(copy, quality=40)).bit_count() <= 6 for copy in copies)
    assert (first ^ fingerprint(image, "WEBP")).bit_count() <= 4
    assert (first ^ fingerprint(image.transpose(Image.Transpose.ROTATE_90))).bit_count() > 10


FIRST = UUID(int=1)


@dataclass
class Photo:
    taken: str = ""
    longitude: float | None = None
    latitude: float | None = None
    uuid: UUID = FIRST


DAY = (date(2026, 5, 14), date(2026, 5, 14))
AT = [
    (Photo(), None), (Photo("2026-05-14T07:32:00+02:00", *FECAMP), None),
    (Photo("2026-05-15T01:00:00"), None), (Photo("2026-05-16T00:00:00"), ("date", 2)),
    (Photo("2025-05-14T00:00:00"), ("date", 365)), (Photo("", 0.378, 49.7572), None),
    (Photo("", 0.4741, 49.7572), ("place", 7206)),
]  # fmt: skip


@pytest.mark.parametrize(("photo", "expected"), AT)
def test_a_photo_is_compared_with_the_day_and_the_place(photo, expected):
    found = conflicts([photo], DAY, Point(FECAMP), 8)
    assert found == ([Conflict(photo.uuid, *expected)] if expected else [])


def test_a_declared_uncertainty_is_believed():
    photo = Photo("", 0.4741, 49.7572)
    assert conflicts([photo], DAY, Point(FECAMP), 4_000) == []
    assert conflicts([photo], (date(2026, 1, 1), date(2026, 12, 31)), Point(FECAMP), 3_000) != []


def test_its_author_and_the_moderators_are_told_and_nobody_else(
    resident, new_resident, moderator, anyone, deliver
):
    uuid, data = new_id(), taken(place={**NORTH_EAST, 4: (1, 22, 27)})
    resident.put(f"/api/v1/observations/{uuid}", json=sent())
    where = f"/api/v1/observations/{uuid}/photos"
    resident.put(f"{where}/{sha256(data)}", data=data, content_type="image/jpeg")
    deliver()
    for client in (resident, moderator):
        (known,) = client.get(where).json
        assert known["taken"] == "2026-05-14T07:32:00+02:00"
        assert [conflict["what"] for conflict in known["conflicts"]] == ["place"]
        assert 71_000 < known["conflicts"][0]["by"] < 73_000
    assert new_resident().get(where).status_code == 404
    assert anyone.get(where).status_code == 401
    assert "72 km" in moderator.get(f"/moderation/{uuid}").text
    moderator.post(f"/api/v1/observations/{uuid}/decisions", json={"verdict": "accept"})
    public = anyone.get(f"/api/v1/observations/{uuid}").text
    assert "1.37" not in public
    assert "taken" not in public


def test_a_camera_never_moves_what_was_declared(resident):
    uuid, data = new_id(), taken(place={**NORTH_EAST, 4: (1, 22, 27)})
    resident.put(f"/api/v1/observations/{uuid}", json=sent())
    where = f"/api/v1/observations/{uuid}/photos/{sha256(data)}"
    resident.put(where, data=data, content_type="image/jpeg")
    assert resident.get(f"/api/v1/observations/{uuid}").json["place"]["coordinates"] == FECAMP
