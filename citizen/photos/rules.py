"""Which photos we keep, at which sizes they are shown, and where their bytes lie."""

import hashlib
from typing import NamedTuple
from uuid import UUID, uuid5

MAX_BYTES = 20_000_000
MAX_KEPT = 20  # photos of an observation, those of its former versions included
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
# Looked at in the header, before anything is decoded: a JPEG can be decoded small, the others not.
MAX_PIXELS = {"JPEG": 50_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
MAX_SIDE = 20_000  # pixels
SIZES = (320, 1024)  # longest side of the public copies, in pixels
MEMORY = 600_000_000  # bytes the decoding child may use
SECONDS = 20  # that it may take

BEGINNINGS = ((b"\xff\xd8\xff", b""), (b"\x89PNG\r\n\x1a\n", b""), (b"RIFF", b"WEBP"))


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def begins_as_a_photo(data: bytes) -> bool:
    """Whether the first bytes are those of a format we take: a cheap look, never the last."""
    return any(data.startswith(first) and data[8:12].startswith(then) for first, then in BEGINNINGS)


def public_name(town: int, observation: UUID, digest: str) -> UUID:
    """Name a photo for the public: the same file in two records, or two towns, has two names."""
    return uuid5(observation, f"{town}:{digest}")


def original_path(digest: str) -> str:
    return f"photos/{digest[:2]}/{digest}"


def copy_path(name: UUID, size: int) -> str:
    return f"copies/{name.hex[:2]}/{name}-{size}.jpg"


class Sent(NamedTuple):
    """A photo as it was sent: its public name, its SHA-256, its bytes."""

    name: UUID
    digest: str
    size: int
