"""What phones send, for tests: an example of each protocol, and photos made on the spot."""

import hashlib
import io
import uuid
from typing import Any

from PIL import Image

from config.protocols import PROTOCOLS

FECAMP = [0.3741, 49.7572]


def new_id() -> str:
    return str(uuid.uuid4())


def sent(protocol: str = "biodiversity", **changes: Any) -> dict[str, Any]:
    """An observation of a protocol, as a phone sends it."""
    return {
        "protocol": protocol,
        "observed_at": "2026-05-14T07:32:00+02:00",
        "place": {"type": "Point", "coordinates": FECAMP},
        "accuracy_m": 8,
        "place_source": "gps",
        "answers": dict(PROTOCOLS[protocol].example),
    } | changes


def photo(colour: str = "green", size: tuple[int, int] = (640, 480), **saved: Any) -> bytes:
    """A real JPEG of one colour."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, saved.pop("format", "JPEG"), **saved)
    return out.getvalue()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
