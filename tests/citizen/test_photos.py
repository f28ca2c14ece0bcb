"""Photos: turned upright, stripped of all that is not their pixels, decoded under a limit."""

import io
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from uuid import uuid4

import pytest
from PIL import Image

from citizen.photos import images
from citizen.photos.images import ROOT, examine
from citizen.photos.rules import MAX_PIXELS, MEMORY, SIZES, public_name
from config.problems import Problem
from tests.citizen.pictures import (
    LAID,
    MARKER,
    QUARTERS,
    as_bytes,
    hiding,
    laid,
    quarters,
    segments,
    sketch,
)

HIDING = dict(hiding())
# JFIF, tables, a frame: nothing else may stand in a copy.
SEGMENTS = {0xE0, 0xDB, 0xC0, 0xC4}
TOLD = {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
DIGEST = "0" * 64


def opened(data):
    return Image.open(io.BytesIO(data))


def is_upright(copy):
    image = opened(copy).convert("RGB")
    for (x, y), colour in QUARTERS.items():
        seen = image.getpixel((image.width * (2 * x + 1) // 4, image.height * (2 * y + 1) // 4))
        wanted = Image.new("RGB", (1, 1), colour).getpixel((0, 0))
        assert all(abs(a - b) < 40 for a, b in zip(seen, wanted, strict=True)), (x, y, seen)


HELD = [*product(LAID, ("JPEG", "HEIF", "AVIF")), (6, "PNG"), (6, "WEBP")]


@pytest.mark.parametrize(("orientation", "kind"), HELD)
def test_a_photo_comes_out_upright(orientation, kind):
    seen = examine(laid(orientation, kind), SIZES)
    assert (seen.width, seen.height) == (400, 200)
    assert [opened(copy).size for copy in seen.copies] == [(320, 160), (400, 200), (400, 200)]
    for copy in seen.copies:
        is_upright(copy)


@pytest.mark.parametrize("data", HIDING.values(), ids=HIDING.keys())
def test_nothing_but_its_pixels_goes_out(data):
    assert MARKER in data or b"zTXt" in data or b"iCCP" in data
    seen = examine(data, SIZES)
    for copy in seen.copies:
        assert MARKER not in copy
        assert set(segments(copy)) <= SEGMENTS
        assert copy.endswith(b"\xff\xd9")
        assert opened(copy).getexif() == {}
        assert opened(copy).info.keys() <= TOLD
        is_upright(copy)


KINDS = {
    "grey": ("L", "JPEG"),
    "four inks": ("CMYK", "JPEG"),
    "a palette": ("P", "PNG"),
    "black and white": ("1", "PNG"),
    "transparent": ("RGBA", "PNG"),
    "transparent WebP": ("RGBA", "WEBP"),
    "grey and transparent": ("LA", "PNG"),
    "16 bits of grey": ("I;16", "PNG"),
}


@pytest.mark.parametrize(("mode", "kind"), KINDS.values(), ids=KINDS.keys())
def test_every_kind_of_colours_comes_out(mode, kind):
    image = Image.new("I;16", (400, 200), 30_000) if mode == "I;16" else quarters().convert(mode)
    for copy in examine(as_bytes(image, kind), SIZES).copies:
        assert opened(copy).mode == "RGB"
        assert opened(copy).getpixel((10, 10)) != (0, 0, 0)


def test_16_bits_of_grey_are_not_white():
    image = Image.new("I;16", (40, 40), 32_768)
    copy = examine(as_bytes(image, "PNG"), SIZES).copies[0]
    assert 120 < opened(copy).getpixel((9, 9))[0] < 136


def test_what_is_transparent_comes_out_white():
    image = Image.new("RGBA", (40, 40), (255, 0, 0, 0))
    copy = examine(as_bytes(image, "PNG"), SIZES).copies[0]
    assert opened(copy).getpixel((9, 9)) == (255, 255, 255)


def test_a_small_photo_is_not_made_larger():
    assert opened(examine(as_bytes(quarters(60, 30), "JPEG"), SIZES).copies[1]).size == (60, 30)


def test_a_copy_is_the_same_bytes_each_time():
    data = as_bytes(quarters(), "JPEG")
    assert examine(data, SIZES) == examine(data, SIZES)


AT_THE_BOUND = {  # made when asked for: the encoders are slow
    "JPEG": (10_000, 5_000, "RGB", {"progressive": True, "subsampling": 0}),
    "PNG": (5_000, 5_000, "RGBA", {"compress_level": 1}),
    "WEBP": (5_000, 5_000, "RGB", {"method": 0}),
    "HEIF": (10_000, 5_000, "RGB", {"quality": 10, "enc_params": {"preset": "ultrafast"}}),
    "AVIF": (5_000, 5_000, "RGB", {"quality": 10, "speed": 10}),
}


@pytest.mark.parametrize("kind", AT_THE_BOUND)
def test_a_photo_as_large_as_is_taken_can_be_decoded(kind):
    width, height, mode, saved = AT_THE_BOUND[kind]
    data = as_bytes(Image.new(mode, (width, height)), kind, **saved)
    assert width * height == MAX_PIXELS[kind]
    assert examine(data, SIZES).width == width


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
def test_a_photo_is_decoded_under_a_limit_of_memory():
    greedy = (
        "import sys; from citizen.photos import decoder; decoder.limit();"
        f"held = bytearray({MEMORY}); print('held')"
    )
    command = [sys.executable, "-c", greedy]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"MemoryError" in done.stderr


def test_a_photo_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(images, "PATIENCE", 0.01)
    with pytest.raises(Problem, match="photo-refused"):
        examine(sketch(4_000, 4_000))


def test_photos_are_decoded_by_one_process_that_is_started_again_when_it_dies():
    data = sketch(40, 40)
    first = examine(data, SIZES)
    process = images.decoder().process
    process.kill()
    process.wait()
    assert examine(data, SIZES) == first
    assert images.decoder().process.pid != process.pid


def test_a_process_that_hears_nothing_any_more_holds_up_nobody(monkeypatch):
    stuck = images.decoder().process
    stuck.send_signal(signal.SIGSTOP)
    monkeypatch.setattr(images, "PATIENCE", 0.1)
    images.dismiss()
    assert stuck.returncode == -signal.SIGKILL


def test_photos_are_decoded_at_the_same_time():
    data = [sketch(400, 400), sketch(300, 500), b"\xff\xd8\xff broken"] * 4
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(looked_at, data))
    assert answers == [(400, 400), (300, 500), "photo-refused"] * 4


def looked_at(data):
    try:
        examined = examine(data, SIZES)
    except Problem as problem:
        return str(problem)
    return examined.width, examined.height


def test_a_child_that_dies_while_it_answers_leaves_no_half_photo(monkeypatch):
    whole = images._asked(b"[320]\n" + sketch(40, 40))
    for end in (0, 5, len(whole) - 1):
        monkeypatch.setattr(images, "_asked", lambda _, end=end: whole[:end])
        with pytest.raises(Problem, match="photo-refused"):
            examine(sketch(40, 40), [320])


def test_the_same_photo_has_another_name_in_another_observation_and_in_another_town():
    one, other = uuid4(), uuid4()
    asked = [(1, one), (1, one), (2, one), (1, other), (2, other)]
    assert len({public_name(town, uuid, DIGEST) for town, uuid in asked}) == 4
