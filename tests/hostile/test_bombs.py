"""Pictures of few bytes that would be huge once decoded: refused from their header alone."""

import io
import struct
import time
import zlib

import pytest
from PIL import Image

from citizen.photos import decoder, images
from citizen.photos.rules import SIZES
from config.problems import Problem
from tests.citizen.pictures import as_bytes, moving, sketch

LARGE = 30_000


def png(width, height, depth=8, colour=2):
    """The header of a PNG, and a beginning of its pixels."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    made = b"\x89PNG\r\n\x1a\n"
    for name, content in (
        (b"IHDR", header),
        (b"IDAT", zlib.compress(bytes(9_000))),
        (b"IEND", b""),
    ):
        made += struct.pack(">I", len(content)) + name + content
        made += struct.pack(">I", zlib.crc32(name + content))
    return made


def jpeg(width, height, kind=0xC0):
    """A JPEG that says it is larger than it is: baseline, or progressive (0xC2)."""
    data = as_bytes(Image.new("RGB", (16, 16)), "JPEG", progressive=kind == 0xC2)
    at = data.index(bytes([0xFF, kind])) + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def webp(width, height):
    """The header of an extended WebP, and of a small picture in it."""
    inside = as_bytes(Image.new("RGB", (16, 16)), "WEBP")[12:]
    canvas = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    content = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + canvas + inside
    return b"RIFF" + struct.pack("<I", len(content)) + content


def spatial(kind, width, height):
    """A HEIC or AVIF whose box of sizes (ispe) says it is larger than it is."""
    data = as_bytes(Image.new("RGB", (64, 64)), kind, quality=10)
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", width, height) + data[at + 8 :]


BOMBS = {
    "PNG, 9,000 by 9,000 of one colour": sketch(9_000, 9_000),
    "PNG, 20,000 by 20,000 of one colour": sketch(20_000, 20_000),
    "PNG, 30,000 by 30,000": png(LARGE, LARGE),
    "PNG, 2³¹-1 by 1": png(2**31 - 1, 1),
    "PNG, 1 by 2³¹-1": png(1, 2**31 - 1),
    "PNG, 2³¹-1 by 2³¹-1": png(2**31 - 1, 2**31 - 1),
    "PNG, 1 by 65,000": png(1, 65_000),
    "PNG, 65,000 by 1": png(65_000, 1),
    "PNG, 16 bits": png(6_000, 6_000, 16),
    "PNG, 16 bits with transparency": png(5_001, 5_000, 16, 6),
    "PNG, grey": png(LARGE, 1_000, 8, 0),
    "PNG, a palette": png(8_000, 8_000, 8, 3),
    "PNG, one bit": png(19_999, 19_999, 1, 0),
    "PNG of 10,000 pictures": moving("PNG", 3).replace(b"acTL\0\0\0\x03", b"acTL\0\0\x27\x10"),
    "JPEG, 65,535 by 65,535": jpeg(65_535, 65_535),
    "JPEG, 65,535 by 1": jpeg(65_535, 1),
    "JPEG, 1 by 65,535": jpeg(1, 65_535),
    "JPEG, 20,001 by 100": jpeg(20_001, 100),
    "JPEG, 10,000 by 5,001": jpeg(10_000, 5_001),
    "JPEG, progressive": jpeg(65_535, 65_535, 0xC2),
    "WebP, 16,384 by 16,384": webp(16_384, 16_384),
    "WebP, 2²⁴ by 2²⁴": webp(2**24, 2**24),
    "WebP, 2²⁴ by 1": webp(2**24, 1),
    "WebP of 300 pictures": moving("WEBP", 300),
    "HEIC, 65,535 by 65,535": spatial("HEIF", 65_535, 65_535),
    "HEIC, 2³²-1 by 2³²-1": spatial("HEIF", 2**32 - 1, 2**32 - 1),
    "HEIC, 20,001 by 1": spatial("HEIF", 20_001, 1),
    "HEIC, 10,000 by 5,001": spatial("HEIF", 10_000, 5_001),
    "AVIF, 65,535 by 65,535": spatial("AVIF", 65_535, 65_535),
    "AVIF, 2³²-1 by 2³²-1": spatial("AVIF", 2**32 - 1, 2**32 - 1),
    "AVIF, 20,001 by 1": spatial("AVIF", 20_001, 1),
    "AVIF, 5,001 by 5,000": spatial("AVIF", 5_001, 5_000),
}


def test_there_are_thirty_of_them():
    assert len(BOMBS) >= 30


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused_before_anything_of_it_is_decoded(data, monkeypatch):
    """In this process, where a decoder that is asked for a pixel fails the test by its name."""

    def decoded(*_):
        raise AssertionError("it was decoded")

    for format_ in (Image.Image, *(type(Image.open(io.BytesIO(one))) for one in SMALL)):
        monkeypatch.setattr(format_, "load", decoded)
    begun = time.process_time()
    with pytest.raises((ValueError, OSError, SyntaxError)):
        decoder.decode(io.BytesIO(data), io.BytesIO(), SIZES, [])
    print(f"{1000 * (time.process_time() - begun):.1f} ms of processor")


SMALL = [
    as_bytes(Image.new("RGB", (16, 16)), one) for one in ("JPEG", "PNG", "WEBP", "HEIF", "AVIF")
]


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused_to_who_sends_it_and_leaves_the_decoder_alive(data):
    images.examine(SMALL[0])
    process = images.decoder().process
    with pytest.raises(Problem, match="photo-refused"):
        images.examine(data, SIZES)
    assert images.decoder().process is process
    assert process.poll() is None
