"""The colours of the house by day and by night, as its sheet declares them; how far two differ."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

Colours = Mapping[str, str]  # the name of a token → rrggbb

SHEET = Path(__file__).parent / "static/brindille.css"
NIGHT = "@media screen and (prefers-color-scheme: dark)"
GIVEN = re.compile(r"--([\w-]+):\s*#([0-9a-f]{3,6});")


def declared(text: str) -> dict[str, str]:
    """Read the custom properties of a sheet that are plain colours: name, rrggbb."""
    return {name: spelled(value) for name, value in GIVEN.findall(text)}


def spelled(value: str) -> str:
    """Write three digits as six."""
    return value if len(value) == 6 else "".join(c * 2 for c in value)


@cache
def schemes() -> Mapping[str, Colours]:
    """The colours of the sheet: those of the day; by night, those that the night changes too."""
    day, _, rest = SHEET.read_text(encoding="utf-8").partition(NIGHT)
    night = rest[: rest.index("\n}\n")]
    return {"day": declared(day), "night": declared(day) | declared(night)}


def linear(colour: str) -> tuple[float, float, float]:
    """The light of red, green and blue of a colour of sRGB, from 0 to 1."""
    parts = [int(colour[at:end], 16) / 255 for at, end in pairwise((0, 2, 4, 6))]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return red, green, blue


def brightness(colour: str) -> float:
    """Relative luminance of a colour of sRGB (WCAG 2.2)."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    dim, bright = sorted((brightness(one), brightness(other)))
    return (bright + 0.05) / (dim + 0.05)
