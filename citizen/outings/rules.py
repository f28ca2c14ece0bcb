"""What an outing is: its code, its hours, its area, and the map a phone takes along."""

import math
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shapely import MultiPolygon, Polygon

from citizen.campaigns.rules import LETTERS
from config.places import Fault

CODE_LENGTH = 6  # 30 bits, said across a field; wrong ones are counted, and it lives for a few days
LONGEST = timedelta(days=7)
MAX_NAME = 80
MAX_PROTOCOLS = 10
RADII = (50, 5000)  # metres of a circle
AROUND = 64  # corners of a circle
DEGREE = 111_320  # metres of a degree of latitude
ZOOMS = range(13, 18)
MOST_TILES = 1500
MOST_BYTES = 15_000_000  # of what a phone takes along
FARTHEST = 85.05  # degrees: where the square of web maps ends


@dataclass(frozen=True)
class Plan:
    """What who holds an outing writes of it."""

    name: str
    held_by: str
    starts_at: datetime
    ends_at: datetime
    protocols: tuple[str, ...]
    campaign: str = ""
    area_name: str = ""


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def plain(typed: str) -> str:
    """A code however it was typed: `abc-def` → ABCDEF."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())[: 2 * CODE_LENGTH]


def spaced(code: str) -> str:
    """A code as it is written on a board: `ABC-DEF`."""
    return f"{code[:3]}-{code[3:]}"


def until(ends_at: datetime, ended_at: datetime | None) -> datetime:
    """The last instant of an outing: as it was planned, or as it was ended."""
    return min(ends_at, ended_at) if ended_at else ends_at


def moment(starts_at: datetime, last: datetime, now: datetime) -> str:
    """Where an outing is in its life: coming, running, over."""
    if now > last:
        return "over"
    return "coming" if now < starts_at else "running"


def fault_of(starts_at: datetime, ends_at: datetime) -> Fault | None:
    """What is wrong with the hours of an outing."""
    if ends_at <= starts_at:
        return Fault("/ends_at", "ends-before")
    return Fault("/ends_at", "outing-long") if ends_at - starts_at > LONGEST else None


def circle(longitude: float, latitude: float, metres: float) -> MultiPolygon:
    """Draw a circle on the ground, in degrees."""
    high = metres / DEGREE
    wide = high / max(0.01, math.cos(math.radians(latitude)))
    turns = [2 * math.pi * step / AROUND for step in range(AROUND)]
    ring = [(longitude + wide * math.cos(a), latitude + high * math.sin(a)) for a in turns]
    return MultiPolygon([Polygon(ring)])


def tiles(box: Sequence[float], most: int = MOST_TILES) -> list[tuple[int, int, int]]:
    """The tiles (zoom, x, y) that cover a box, coarse ones first, whole zooms only.

    box: west, south, east, north, in degrees. A zoom that would be too many is left out.
    """
    found: list[tuple[int, int, int]] = []
    for zoom in ZOOMS:
        left, top = _tile(box[0], box[3], zoom)
        right, bottom = _tile(box[2], box[1], zoom)
        if len(found) + (right - left + 1) * (bottom - top + 1) > most:
            break
        found += _between((left, top), (right, bottom), zoom)
    return found


def _between(
    first: tuple[int, int], last: tuple[int, int], zoom: int
) -> Iterator[tuple[int, int, int]]:
    for x in range(first[0], last[0] + 1):
        for y in range(first[1], last[1] + 1):
            yield zoom, x, y


def _tile(longitude: float, latitude: float, zoom: int) -> tuple[int, int]:
    """The tile of web maps that holds a place (EPSG:3857, from the north-west)."""
    side = 2**zoom
    turn = math.radians(max(-FARTHEST, min(FARTHEST, latitude)))
    down = (1 - math.asinh(math.tan(turn)) / math.pi) / 2
    across = (longitude + 180) / 360
    return min(side - 1, max(0, int(across * side))), min(side - 1, max(0, int(down * side)))
