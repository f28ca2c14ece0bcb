"""What a page tells of rectangles, and what changes when those of a photo are told anew."""

from collections.abc import Collection, Iterable
from itertools import zip_longest
from typing import Any

from citizen.form.rules import Filled, number
from citizen.photos.rules import Area

MOST = 50  # rectangles on a photo
SIDES = Area._fields
Row = tuple[str, ...]  # the four sides as typed, in hundredths


def rounded(told: Area) -> Area:
    """The same rectangle wherever it was told: a ten-thousandth of a photo is under a pixel."""
    return Area(*(round(side, 4) for side in told))


def changes(present: Collection[Area], wanted: Iterable[Area]) -> tuple[list[Area], set[Area]]:
    """Say which rectangles are new, and which are gone."""
    kept = dict.fromkeys(rounded(one) for one in wanted)
    known = {rounded(one) for one in present}
    return [one for one in kept if one not in known], known - kept.keys()


def rows(filled: Filled) -> list[Row]:
    """The rectangles as they were typed: `x`, `y`, `width`, `height`; blank ones are left out."""
    typed = (filled.get(side, []) for side in SIDES)
    told = (tuple(text.strip() for text in row) for row in zip_longest(*typed, fillvalue=""))
    return [row for row in told if any(row)][:MOST]


def document(row: Row) -> dict[str, Any]:
    """A rectangle in parts of the photo, from what was typed in hundredths."""
    return {side: _part(text) for side, text in zip(SIDES, row, strict=True)}


def _part(text: str) -> Any:
    told = number(text)
    return told if isinstance(told, str) else told / 100
