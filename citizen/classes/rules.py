"""The link that lets phones into a class: told anew from the class itself, nothing is kept."""

import hmac
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID

import segno

MAX_NAME = 60


def code(key: str, uuid: UUID, edition: int) -> str:
    """The secret part of a class's link; another edition has another."""
    return hmac.new(key.encode(), f"class:{uuid}:{edition}".encode(), sha256).hexdigest()[:24]


def is_code(typed: str, key: str, uuid: UUID, edition: int) -> bool:
    return hmac.compare_digest(typed.encode(), code(key, uuid, edition).encode())


def drawn(address: str) -> str:
    """An address as a QR code, to be scanned: SVG, black on white."""
    out = BytesIO()
    drawing: dict[str, Any] = {"kind": "svg", "xmldecl": False, "svgclass": None}
    drawing |= {"lineclass": None, "scale": 6, "border": 4, "light": "#fff", "omitsize": True}
    segno.make(address, error="m", micro=False).save(out, **drawing)
    return out.getvalue().decode()


def is_name(name: str) -> bool:
    """Whether a class may go by a name: short, and no address in it."""
    return 0 < len(name) <= MAX_NAME and "@" not in name
