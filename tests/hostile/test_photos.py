"""Photos that are not what they claim, or not the bytes that were announced: none is kept."""

import io
import zipfile

import pytest
from PIL import Image

from citizen.evidence import intake
from tests.citizen.pictures import as_bytes, moving, quarters, sketch
from tests.sendings import new_id, photo, sent, sha256

JPEG = photo()
PNG = photo(format="PNG")
WEBP = photo(format="WEBP")


def archive():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("photo.jpg", JPEG)
    return out.getvalue()


NO_PHOTOS = {
    "nothing": b"",
    "one byte": b"\xff",
    "a text": b"Ceci n'est pas une photo",
    "HTML": b"<!doctype html><script>alert(1)</script>",
    "HTML that begins as a JPEG": b"\xff\xd8\xff<script>alert(1)</script>",
    "HTML that begins as a GIF": b"GIF89a/*<script>alert(1)</script>*/=1;",
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "PDF": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n",
    "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\nquit\n",
    "a ZIP": archive(),
    "a program": b"\x7fELF" + b"\0" * 200,
    "GIF": as_bytes(quarters(), "GIF"),
    "a GIF of 300 pictures": moving("GIF", 300),
    "a WebP of 300 pictures": moving("WEBP", 300),
    "a PNG of 300 pictures": moving("PNG", 300),
    "BMP": as_bytes(quarters(), "BMP"),
    "TIFF": as_bytes(quarters(), "TIFF"),
    "AVIF": b"\0\0\0\x1cftypavif" + b"\0" * 200,
    "HEIC": b"\0\0\0\x1cftypheic" + b"\0" * 200,
    "the beginning of a JPEG": JPEG[:200],
    "half a JPEG": JPEG[: len(JPEG) // 2],
    "a JPEG but for its pixels": JPEG[:600],
    "the end of a JPEG": JPEG[100:],
    "the beginning of a PNG": PNG[:40],
    "half a PNG": PNG[: len(PNG) // 2],
    "half a WebP": WEBP[: len(WEBP) // 2],
    "a PNG whose header is damaged": PNG[:20] + b"\xff\xff" + PNG[22:],
    "a PNG of no width": PNG[:16] + b"\0\0\0\0" + PNG[20:],
    "a PNG of 9,000 by 9,000 in 10 kB": sketch(9_000, 9_000),
    "a PNG of 20,000 by 20,000 in 49 kB": sketch(20_000, 20_000),
    "a PNG of 2,147,483,647 by 1": PNG[:16] + b"\x7f\xff\xff\xff\0\0\0\x01" + PNG[24:],
    "a WebP of 16,383 by 16,383 in 34 bytes": as_bytes(
        Image.new("RGB", (16_383, 16_383)), "WEBP", lossless=True, quality=0, method=0
    ),
    "a photo 1 wide and 65,000 high": sketch(1, 65_000),
    "a photo 65,000 wide and 1 high": as_bytes(Image.new("L", (65_000, 1)), "JPEG"),
    "a JPEG of more pixels than is taken": as_bytes(Image.new("L", (10_000, 5_001)), "JPEG"),
}

DIGESTS = {
    "of another photo": sha256(PNG),
    "in capitals": sha256(JPEG).upper(),
    "too short": sha256(JPEG)[:-1],
    "too long": sha256(JPEG) + "0",
    "of nothing": "0" * 64,
    "no digest": "photo.jpg",
    "with a space": sha256(JPEG) + "%20",
    "in base64": "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",
    "in full-width digits": "０" * 64,
}

MEDIA_TYPES = ("image/svg+xml", "image/gif", "text/html", "application/json", "application/pdf",
               "multipart/form-data; boundary=x", "image/gif", "image")  # fmt: skip


def address(world, digest, observation=""):
    return f"/api/v1/observations/{observation or world.observation}/photos/{digest}"


@pytest.mark.parametrize("data", NO_PHOTOS.values(), ids=NO_PHOTOS.keys())
def test_what_is_no_photo_is_refused_and_not_kept(world, data):
    ask = ("PUT", address(world, sha256(data)))
    world.refuses("photo-refused", ask, data=data, content_type="image/jpeg", in_french=True)


@pytest.mark.parametrize("digest", DIGESTS.values(), ids=DIGESTS.keys())
def test_bytes_that_do_not_have_the_digest_are_refused(world, digest):
    ask = ("PUT", address(world, digest))
    told = world.refuses("digest-mismatch", ask, data=JPEG, content_type="image/jpeg")
    assert told.get_json(force=True)["received"] == len(JPEG)


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_another_media_type_is_refused(world, media_type):
    ask = ("PUT", address(world, sha256(JPEG)))
    world.refuses("wrong-media-type", ask, data=JPEG, content_type=media_type)


@pytest.mark.parametrize("is_told", [True, False], ids=["length told", "length not told"])
def test_a_photo_too_heavy_is_refused(world, is_told):
    data = JPEG + b"\0" * 20_000_000
    told = {"data": data, "content_type": "image/jpeg"}
    if not is_told:  # as servers hand over a body that comes in chunks
        told["environ_overrides"] = {"CONTENT_LENGTH": None, "wsgi.input_terminated": True}
    world.refuses("too-large", ("PUT", address(world, sha256(data))), **told)


def test_a_photo_of_an_observation_that_is_not_there_is_refused(world):
    ask = ("PUT", address(world, sha256(JPEG), new_id()))
    world.refuses("observation-first", ask, data=JPEG, content_type="image/jpeg")


def test_a_photo_of_another_s_observation_is_refused_as_if_it_were_not_there(world):
    ask = ("PUT", address(world, sha256(JPEG)))
    for other in (world.moderator, resident_of(world)):
        told = {"data": JPEG, "content_type": "image/jpeg", "by": other}
        world.refuses("observation-first", ask, **told)


def test_nobody_in_particular_sends_no_photo(world):
    ask = ("PUT", address(world, sha256(JPEG)))
    told = {"data": JPEG, "content_type": "image/jpeg", "by": world.anyone}
    world.refuses("sign-in-needed", ask, **told)


def test_a_withdrawn_observation_takes_no_photo(world):
    uuid = new_id()
    world.resident.put(f"/api/v1/observations/{uuid}", json=sent())
    assert world.resident.delete(f"/api/v1/observations/{uuid}").status_code == 204
    ask = ("PUT", address(world, sha256(JPEG), uuid))
    world.refuses("withdrawn", ask, data=JPEG, content_type="image/jpeg")


def test_an_observation_takes_so_many_photos_and_no_more(world, monkeypatch):
    monkeypatch.setattr(intake, "MAX_KEPT", 2)
    uuid = new_id()
    world.resident.put(f"/api/v1/observations/{uuid}", json=sent())
    first, second, third = (photo(size=(8, 8), comment=f"{n}") for n in range(3))
    for data, status in ((first, 201), (second, 201), (first, 200)):
        kept = world.resident.put(address(world, sha256(data), uuid), data=data)
        assert kept.status_code == status, kept.text
    ask = ("PUT", address(world, sha256(third), uuid))
    world.refuses("too-many-photos", ask, data=third, content_type="image/jpeg")


def resident_of(world):
    other = world.app.test_client()
    other.token = other.post("/api/v1/devices").json["token"]
    return other
