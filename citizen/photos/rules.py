"""Which photos we keep, at which sizes they are shown, and where their bytes lie."""

import hashlib
from typing import NamedTuple
from uuid import UUID, uuid5

MAX_BYTES = 20_000_000
MAX_KEPT = 20  # photos of an observation, those of its former versions included
FORMATS = {
    "JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp",
    "HEIF": "image/heic", "AVIF": "image/avif",
}  # fmt: skip
# Looked at in the header, before anything is decoded: a JPEG can be decoded small, the others not.
MAX_PIXELS = {"JPEG": 50_000_000, "HEIF": 50_000_000} | dict.fromkeys(
    ("PNG", "WEBP", "AVIF"), 25_000_000
)
MAX_SIDE = 20_000  # pixels
MAX_ARRIVING = 10  # photos of an observation that arrive in parts at one time
MAX_PARTS = 320  # of a photo that arrives in parts: 64 kB each
SIZES = (320, 1024, 2048)  # longest side of the public copies, in pixels
MEMORY = 600_000_000  # bytes the decoding child may use
SECONDS = 20  # that it may take

BEGINNINGS = ((b"\xff\xd8\xff", b""), (b"\x89PNG\r\n\x1a\n", b""), (b"RIFF", b"WEBP"))
BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"avif")  # of still pictures, ISO 23008-12


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def begins_as_a_photo(data: bytes) -> bool:
    """Whether the first bytes are those of a format we take: a cheap look, never the last."""
    if data[4:8] == b"ftyp":
        return data[8:12] in BRANDS
    return any(data.startswith(first) and data[8:12].startswith(then) for first, then in BEGINNINGS)


def public_name(town: int, observation: UUID, digest: str, edition: int = 0) -> UUID:
    """Name a photo for the public: the same file in two records, or two towns, has two names.

    edition: how often its blurs changed; other bytes have another name, which no cache knows.
    """
    told = f"{town}:{digest}:{edition}" if edition else f"{town}:{digest}"
    return uuid5(observation, told)


def original_path(digest: str) -> str:
    return f"photos/{digest[:2]}/{digest}"


def part_path(name: UUID) -> str:
    return f"parts/{name.hex[:2]}/{name}"


def copy_path(name: UUID, size: int) -> str:
    return f"copies/{name.hex[:2]}/{name}-{size}.jpg"


class Area(NamedTuple):
    """A rectangle of a photo held upright, in parts of its width and height: 0 to 1."""

    x: float  # of its left side
    y: float  # of its upper side
    width: float
    height: float


class Evidence(NamedTuple):
    """What a photo tells of itself: never shown but to its author and the moderators."""

    taken: str = ""  # by the camera's clock, "2026-05-14T07:32:00+02:00"; the offset may lack
    longitude: float | None = None  # WGS 84
    latitude: float | None = None
    direction: float | None = None  # where it looked: degrees from the north
    fingerprint: str = ""  # difference hash, 16 hexadecimal digits: near for photos alike


class Part(NamedTuple):
    """A part of a photo: the name of its file, its bytes counted."""

    name: UUID
    size: int


class Sent(NamedTuple):
    """A photo as it was sent: its public name, its SHA-256, its bytes."""

    name: UUID
    digest: str
    size: int
