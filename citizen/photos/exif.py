"""What a camera wrote into a photo: when and where it was taken, and which way it looked.

Read in the decoder's process, from tags that anyone may have written: what makes no sense is left
out. Terms of EXIF 3.0; times are the camera's own clock, with its offset when it told one.
"""

import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

PHOTO, GPS = 0x8769, 0x8825  # the tables of the photo and of its place
TAKEN, OFFSET = 0x9003, 0x9011  # DateTimeOriginal, OffsetTimeOriginal
NORTH, LATITUDE, EAST, LONGITUDE, DIRECTION = 1, 2, 3, 4, 17
WRITTEN = "%Y:%m:%d %H:%M:%S"
FIRST_CAMERA = 1990  # with EXIF; before, a clock that was never set
ZONE = re.compile(r"[+-](0\d|1[0-4]):[0-5]\d")

Tags = Mapping[int, Any]


def told(exif: Any) -> dict[str, Any]:
    """Tell `taken` ("2026-05-14T07:32:00+02:00"), `longitude`, `latitude`, `direction` in °."""
    photo, place = _table(exif, PHOTO), _table(exif, GPS)
    longitude = _degrees(place, LONGITUDE, EAST, {"E": 1, "W": -1}, 180)
    latitude = _degrees(place, LATITUDE, NORTH, {"N": 1, "S": -1}, 90)
    known = {"taken": _taken(photo), "direction": _sound(lambda: _direction(place))}
    if longitude is not None and latitude is not None and (longitude or latitude):
        known |= {"longitude": longitude, "latitude": latitude}
    return {name: value for name, value in known.items() if value is not None}


def _table(exif: Any, number: int) -> Tags:
    return _sound(lambda: dict(exif.get_ifd(number))) or {}


def _sound(read: Callable[[], Any]) -> Any:
    """What can be read, or nothing: the tags are whatever someone put there."""
    try:
        return read()
    except (ArithmeticError, AttributeError, KeyError, LookupError, TypeError, ValueError):
        return None


def _taken(photo: Tags) -> str | None:
    written, zone = (str(photo.get(tag, "")).strip("\0 ") for tag in (TAKEN, OFFSET))
    # a clock without a zone is the camera's own
    taken: datetime | None = _sound(lambda: datetime.strptime(written, WRITTEN))  # noqa: DTZ007
    if taken is None or taken.year < FIRST_CAMERA:
        return None
    return taken.isoformat() + (zone if ZONE.fullmatch(zone) else "")


def _degrees(
    place: Tags, value: int, side: int, sides: Mapping[str, int], most: int
) -> float | None:  # fmt: skip
    def read() -> float | None:
        degrees, minutes, seconds = (float(part) for part in place[value])
        total = degrees + minutes / 60 + seconds / 3600
        sign = sides[str(place[side]).strip("\0 ").upper()]
        return round(sign * total, 6) if 0 <= total <= most else None

    found: float | None = _sound(read)
    return found


def _direction(place: Tags) -> float | None:
    degrees = float(place[DIRECTION])
    return round(degrees % 360, 1) if math.isfinite(degrees) else None
