"""Derive from one colour the town's tokens, by day and by night, so that each word can be read.

No colour is refused: its hue is kept, and it is made as much darker by day, or lighter by night, as
what is written with it or on it needs. The other colours are those of the house's sheet.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from itertools import chain
from typing import NamedTuple

from citizen.appearance.lightness import Oklch, oklch, srgb
from config.colours import Colours, contrast, schemes, spelled
from config.places import Fault

WORDS = 4.5  # WCAG 2.2, 1.4.3
STEP = 0.005  # of lightness, tried one after the other
GROUNDS = ("paper", "sheet", "wash", "leaf-wash", "bark-wash", "sky-wash", "berry-wash")
FOOT_WORDS = ("on-foot", "on-foot-link")
MAX_ALT = 200  # characters
HIGH, WIDE = 96, 320  # pixels of a logo as it is kept: twice what the head of a page shows
SHOWN_HIGH = 40  # pixels, whatever the logo: nothing moves when it comes
COLOUR = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


class Logo(NamedTuple):
    """A logo as it is kept: the SHA-256 of its PNG, its size, what it says to who sees none."""

    digest: str
    width: int
    height: int
    alt: str

    @property
    def address(self) -> str:
        return f"/apparence/{self.digest}.png"

    @property
    def shown_width(self) -> int:
        """How wide it is in the head of a page, where all are of one height."""
        return round(self.width * SHOWN_HIGH / self.height) or 1


class Look(NamedTuple):
    """What a town chose of its looks."""

    colour: str = ""  # rrggbb; "": that of the house
    logo: Logo | None = None
    version: int = 0  # how often it was changed

    @property
    def sheet(self) -> str:
        """The address of the town's own sheet, new whenever the sheet is."""
        return f"/apparence.css?v={version(self.colour)}" if self.colour else ""

    @property
    def card(self) -> str:
        """The address of the picture of links to these pages; "" where there is no logo."""
        return f"/apparence/{self.logo.digest}/carte.png" if self.logo else ""

    @property
    def files(self) -> list[str]:
        """What a page loads of it."""
        return [one for one in (self.sheet, self.logo.address if self.logo else "") if one]


class Derived(NamedTuple):
    """What one colour becomes: the tokens of the day and those of the night."""

    day: Colours
    night: Colours

    @property
    def is_darker(self) -> bool:
        return self.day["accent"] != self.day["asked"]

    @property
    def is_lighter(self) -> bool:
        return self.night["accent"] != self.night["asked"]


def colour_of(typed: str) -> str | Fault:
    """Read a colour as people write it, `#0a7` or `00AA77`: rrggbb; nothing where none is."""
    if not typed.strip():
        return ""
    found = COLOUR.fullmatch(typed.strip())
    return spelled(found[1].lower()) if found else Fault("/colour", "colour-unknown")


@lru_cache(maxsize=64)
def derived(asked: str) -> Derived:
    """Derive the tokens of a colour, rrggbb."""
    day, night = schemes()["day"], schemes()["night"]
    return Derived(_by_day(asked, day), _by_night(asked, night))


def _by_day(asked: str, house: Colours) -> Colours:
    own = oklch(asked)
    wash = srgb(Oklch(0.945, min(own.vivid, 0.03), own.hue))
    grounds = [*(house[name] for name in GROUNDS), wash]
    accent = _first(chain([asked], _darker(own)), lambda one: _reads(one, grounds))
    deep = srgb(_moved(oklch(accent), -0.09))
    foot = _first(
        chain([deep], _darker(oklch(deep))),
        lambda one: all(_reads(house[word], [one]) for word in FOOT_WORDS),
    )
    return {
        "asked": asked, "accent": accent, "accent-deep": deep, "accent-wash": wash,
        "on-accent": house["sheet"], "foot": foot,
    }  # fmt: skip


def _by_night(asked: str, house: Colours) -> Colours:
    own = oklch(asked)
    wash = srgb(Oklch(0.325, min(own.vivid, 0.045), own.hue))
    grounds = [*(house[name] for name in GROUNDS), wash]
    accent = _first(chain([asked], _lighter(own)), lambda one: _reads(one, grounds))
    dark = Oklch(0.22, min(own.vivid, 0.04), own.hue)
    return {
        "asked": asked, "accent": accent, "accent-deep": srgb(_moved(oklch(accent), 0.06)),
        "accent-wash": wash, "on-accent": srgb(dark),
        "foot": srgb(dark._replace(light=0.17, vivid=min(own.vivid, 0.02))),
    }  # fmt: skip


def _first(tried: Iterator[str], holds: Callable[[str], bool]) -> str:
    return next(one for one in tried if holds(one))


def _reads(word: str, grounds: list[str]) -> bool:
    return all(contrast(word, ground) >= WORDS for ground in grounds)


def _moved(own: Oklch, by: float) -> Oklch:
    return own._replace(light=min(max(own.light + by, 0.0), 1.0))


def _darker(own: Oklch) -> Iterator[str]:
    """The same hue, darker and darker, to black."""
    return (srgb(_moved(own, -n * STEP)) for n in range(1, int(1 / STEP) + 2))


def _lighter(own: Oklch) -> Iterator[str]:
    """The same hue, lighter and lighter, to white."""
    return (srgb(_moved(own, n * STEP)) for n in range(1, int(1 / STEP) + 2))


@lru_cache(maxsize=64)
def sheet(asked: str) -> str:
    """The town's sheet: the house's own, its accent written again. A map stays light."""
    made = derived(asked)
    return (
        f":root, .map, .key {{ {_written(made.day)} }}\n"
        "@media screen and (prefers-color-scheme: dark) {\n"
        f"  :root {{ {_written(made.night)} }}\n}}\n"
    )


@lru_cache(maxsize=64)
def preview(asked: str) -> str:
    """The sheet of a preview: both lights at once, each in a frame of its own."""
    made = derived(asked) if asked else Derived({}, {})
    lights = {"day": made.day, "night": made.night}
    asks = f":root {{ --asked: #{asked}; }}\n" if asked else ""
    return asks + "".join(
        f".look.{light} {{ color-scheme: {'dark' if light == 'night' else 'light'};"
        f" {_written({**schemes()[light], **own})} }}\n"
        for light, own in lights.items()
    )


def _written(tokens: Mapping[str, str]) -> str:
    return " ".join(f"--{name}: #{value};" for name, value in tokens.items() if name != "asked")


def version(asked: str) -> str:
    """A digest of the town's sheet: its address is new whenever it changes."""
    return sha256(sheet(asked).encode()).hexdigest()[:12]


def longest(width: int, height: int) -> int:
    """The longest side a logo is kept at: as high as the head of a page asks for, or as wide."""
    part = min(HIGH / height, WIDE / width, 1)
    return max(1, round(max(width, height) * part))


def is_drawing(data: bytes) -> bool:
    """Whether a file is text between angle brackets: an SVG, however it begins."""
    return data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def path(town: int, digest: str) -> str:
    return f"logos/{town}/{digest}.png"
