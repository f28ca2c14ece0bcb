"""Which photos we keep, at which sizes they are shown, and where their bytes lie."""

import hashlib
from uuid import UUID, uuid5

MAX_BYTES = 20_000_000
MAX_PIXELS = 40_000_000  # checked in the header, before anything is decoded
FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
SIZES = (320, 1024)  # longest side of the public copies, in pixels
MEMORY = 600_000_000  # bytes the decoding child may use


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def public_name(observation: UUID, digest: str) -> UUID:
    """Name a photo for the public: the same file in two records has two names."""
    return uuid5(observation, digest)


def original_path(digest: str) -> str:
    return f"photos/{digest[:2]}/{digest}"


def copy_path(name: UUID, size: int) -> str:
    return f"copies/{name.hex[:2]}/{name}-{size}.jpg"
