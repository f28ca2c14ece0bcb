"""A colour as the eye orders it (OKLCH): as light, as vivid, of the same hue; back to sRGB."""

from math import atan2, cos, hypot, sin
from typing import NamedTuple

from config.colours import linear

FINE = 24  # halvings of what is vivid, until a screen can show it


class Oklch(NamedTuple):
    """A colour of Oklab (Ottosson, 2020) in polar form."""

    light: float  # 0 black, 1 white
    vivid: float  # 0 grey; what a screen shows ends near 0.32
    hue: float  # radians


def oklch(colour: str) -> Oklch:
    red, green, blue = linear(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    light = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return Oklch(light, hypot(a, b), atan2(b, a))


def srgb(wanted: Oklch) -> str:
    """The colour of a screen, rrggbb: less vivid where none is as vivid at this lightness."""
    least, most = 0.0, wanted.vivid
    if _is_shown(_mixed(wanted)):
        least = most
    for _ in range(FINE if least < most else 0):
        middle = (least + most) / 2
        least, most = (
            (middle, most) if _is_shown(_mixed(wanted._replace(vivid=middle))) else (least, middle)
        )
    return "".join(f"{_byte(part):02x}" for part in _mixed(wanted._replace(vivid=least)))


def _mixed(wanted: Oklch) -> tuple[float, float, float]:
    a, b = wanted.vivid * cos(wanted.hue), wanted.vivid * sin(wanted.hue)
    long = (wanted.light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (wanted.light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (wanted.light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _is_shown(light: tuple[float, float, float]) -> bool:
    return all(-0.0001 <= part <= 1.0001 for part in light)


def _byte(light: float) -> int:
    part = min(max(light, 0.0), 1.0)
    told = part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
    return round(told * 255)
