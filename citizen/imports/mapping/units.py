"""Measures as inventories hold them, in the unit and of the kind a question wants."""

import math
import re

LENGTHS = {  # metres
    "mm": 0.001, "cm": 0.01, "dm": 0.1, "m": 1.0, "km": 1000.0, "in": 0.0254, "ft": 0.3048,
}  # fmt: skip
CONVERSIONS = {  # of a round trunk or crown
    "diameter-to-girth": math.pi,
    "radius-to-girth": 2 * math.pi,
    "girth-to-diameter": 1 / math.pi,
    "radius-to-diameter": 2.0,
    "diameter-to-radius": 0.5,
}
# A number in a known writing only: Python would take `1_000`, `١` or `infinity` for one.
NUMBER = re.compile(r"[+-]?(\d{1,15}|\d{1,3}([ \u00a0\u202f]\d{3}){1,4})?([.,]\d{1,25})?", re.ASCII)


def number(text: str) -> float | None:
    """Read a number as people write it, `1 234,5` or `1234.5`; nothing when it is none."""
    told = text.strip()
    if not NUMBER.fullmatch(told) or not any(map(str.isdigit, told)):
        return None
    return float(re.sub(r"[ \u00a0\u202f]", "", told).replace(",", "."))


def known(unit: str, wanted: str) -> bool:
    """Whether a unit can be converted to the one wanted."""
    return unit == wanted or (unit in LENGTHS and wanted in LENGTHS)


def converted(value: float, unit: str, wanted: str, conversion: str = "") -> float:
    """A measure in another unit, of another kind where asked: 0.9 m of diameter → 282.743 cm."""
    factor = LENGTHS[unit] / LENGTHS[wanted] if unit and unit != wanted else 1.0
    return round(value * factor * CONVERSIONS.get(conversion, 1.0), 3)
