"""Which tiles there are, what each is made of, and the coordinates within it (MVT 2.1)."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import mapbox_vector_tile
from numpy import array, float64
from numpy.typing import NDArray
from shapely import clip_by_rect, points, transform
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry as Geometry

from exports.features.rules import GRID, Extent, mercator

SIDE = 4096  # units of a tile
AROUND = 64  # units drawn beyond its edges, so that symbols are whole
WHOLE, DEEPEST = 13, 18  # zooms: from where each feature is drawn; the last
CELLS = 6  # below WHOLE, features are counted in 2^6 by 2^6 squares a tile
TOLD = (  # of each feature, where its dataset has it
    "uuid", "first_day", "precision", "uncertainty_m", "vernacular_name", "scientific_name",
    "cited_name", "validation", "month", "hours", "people", "median", "hot_share",
)  # fmt: skip
FRAME = (-AROUND, -AROUND, SIDE + AROUND, SIDE + AROUND)


class Tile(NamedTuple):
    """A tile by its zoom, its column from the west and its row from the north."""

    z: int
    x: int
    y: int

    @property
    def exists(self) -> bool:
        most = 2**self.z if self.z <= DEEPEST else 0
        return self.x < most and self.y < most

    @property
    def counts(self) -> bool:
        """Whether it counts features in squares, and draws none."""
        return self.z < WHOLE

    @property
    def squares(self) -> tuple[tuple[int, int], int, int]:
        """Its north-western finest square, its side in these, how often they are doubled."""
        shift = GRID - self.z
        return (self.x << shift, self.y << shift), 1 << shift, shift - CELLS

    @property
    def extent(self) -> Extent:
        """The box it draws, a little beyond its edges, in degrees."""
        more, size = AROUND / SIDE, 2**self.z
        west, east = ((self.x + edge) / size * 360 - 180 for edge in (-more, 1 + more))
        north, south = (_latitude((self.y + edge) / size) for edge in (-more, 1 + more))
        return Extent(max(west, -180.0), south, min(east, 180.0), north)


def number(text: str) -> int:
    """A number of an address; what is none is beyond all tiles."""
    return int(text) if re.fullmatch("0|[1-9][0-9]{0,8}", text) else 2**40


def fields(names: Sequence[str]) -> list[str]:
    """What the features of a tile tell, of what a dataset has."""
    return [name for name in TOLD if name in names]


def counted(tile: Tile, squares: Sequence[tuple[int, int, int]], name: str) -> bytes:
    """Draw a tile that counts: a point in the middle of each square, and its number."""
    step, (west, north) = SIDE >> CELLS, (tile.x << CELLS, tile.y << CELLS)
    drawn = [
        {
            "geometry": f"POINT({(x - west) * step + step // 2} {(y - north) * step + step // 2})",
            "properties": {"count": count},
        }
        for x, y, count in squares
    ]
    return _encoded(name, drawn)


def whole(tile: Tile, features: Sequence[Mapping[str, Any]], name: str) -> bytes:
    """Draw a tile of features, each where it is published."""
    placed = _placed([one["geometry"] for one in features], tile)
    drawn = [
        {"geometry": where, "properties": _told(one["properties"]), **_numbered(one["properties"])}
        for one, where in zip(features, placed, strict=True)
        if where is not None and not where.is_empty
    ]
    return _encoded(name, drawn)


def _told(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: properties[name] for name in TOLD if properties.get(name) is not None}


def _numbered(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"id": properties["number"]} if "number" in properties else {}


def _placed(
    drawn: Sequence[dict[str, Any] | None], tile: Tile
) -> list[Geometry | None]:  # fmt: skip
    """Where shapes lie in a tile, cut to what it draws: points, as most are, all at once."""
    given = [one["coordinates"][:2] for one in drawn if one and one["type"] == "Point"]
    spots = _spots(array(given).reshape(-1, 2), tile)
    return [
        None if one is None
        else next(spots) if one["type"] == "Point"
        else _cut(shape(one), tile)
        for one in drawn
    ]  # fmt: skip


def _spots(given: NDArray[float64], tile: Tile) -> Iterator[Geometry | None]:
    """Points in a tile; nothing for one that lies beyond what it draws."""
    within = _moved(given, tile)
    inside: Any = (abs(within - SIDE / 2) <= SIDE / 2 + AROUND).all(axis=1)
    made: Any = points(within)
    return (one if is_in else None for one, is_in in zip(made, inside, strict=True))


def _cut(drawn: Geometry, tile: Tile) -> Geometry:
    return clip_by_rect(transform(drawn, partial(_moved, tile=tile)), *FRAME)


def _moved(given: NDArray[float64], tile: Tile) -> NDArray[float64]:
    """Degrees as units of a tile."""
    on_map = array([mercator(east, north) for east, north in given]).reshape(-1, 2)
    moved: NDArray[float64] = (on_map * 2**tile.z - (tile.x, tile.y)) * SIDE
    return moved.round()


def _encoded(name: str, drawn: Sequence[Mapping[str, Any]]) -> bytes:
    if not drawn:
        return b""
    layer = {"name": name, "features": drawn}
    options = {"extents": SIDE, "y_coord_down": True}
    return bytes(mapbox_vector_tile.encode([layer], default_options=options))


def _latitude(south: float) -> float:
    """The latitude of a place in the square of Web Mercator, from its northern edge."""
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * south))))
