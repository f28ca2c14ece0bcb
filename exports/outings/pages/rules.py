"""Read an outing as a person filled it in, and what a phone takes along."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Any

from citizen.form.rules import Filled, number, one, place
from citizen.outings.rules import tiles
from config.places import Fault


def document(filled: Filled, clock: tzinfo) -> dict[str, Any]:
    """What a filled form tells of an outing, as a program would send it."""
    told: dict[str, Any] = {
        name: one(filled, name) for name in ("name", "held_by", "campaign", "area_name")
    }
    told |= {name: _instant(one(filled, name), clock) for name in ("starts_at", "ends_at")}
    return told | {"protocols": filled.get("protocols", []), "area": area(filled)}


def _instant(typed: str, clock: tzinfo) -> str:
    """`2026-05-14T09:30`, by a clock, with its offset; else as it was typed."""
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=clock).isoformat()
    except ValueError:
        return typed


def area(filled: Filled) -> Any:
    """The area that was chosen; nothing for the whole town."""
    way = one(filled, "way")
    if way == "zone":
        return {"zone": one(filled, "zone")}
    if way == "circle":
        middle = [number(one(filled, name)) for name in ("longitude", "latitude")]
        return {"circle": middle, "metres": number(one(filled, "metres"))}
    if way == "drawn":
        return place({"shape": ["Polygon"], "positions": [one(filled, "positions")]}) or {}
    return None


def addresses(source: str, box: Sequence[float]) -> list[str]:
    """The addresses of the tiles that cover an area; none without a source.

    source: an address with {z}, {x}, {y}, and perhaps {s}, as Leaflet reads it.
    """
    if not source or not box:
        return []
    return [
        source.replace("{s}", "abc"[(x + y) % 3])
        .replace("{z}", str(z)).replace("{x}", str(x)).replace("{y}", str(y)).replace("{r}", "")
        for z, x, y in tiles(box)
    ]  # fmt: skip


def field_of(fault: Fault) -> str:
    """The field of the form that a fault is beside: the first part of its pointer."""
    return fault.pointer.strip("/").split("/")[0]
