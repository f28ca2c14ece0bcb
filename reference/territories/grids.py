"""The national grids, computed and never stored: 10 km and 1 km (CD_SIG), 200 m (INSEE).

Each part of France has its grid in its own legal projection. Names are spelled as they are found
in use; where no official list could be read, a comment says so: the table below is the one place
to mend.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pyproj import Transformer
from shapely import Point, Polygon
from shapely.geometry.base import BaseGeometry as Geometry

from config.places import FRANCE

KILOMETRE = 1000
CELL = 10 * KILOMETRE
FINEST = 200
EUROPE = 3035  # ETRS89-LAEA: the 200 m squares of mainland France
NAME = re.compile(r"(1|10)km(L93|UTM\d\d)[EW](\d+)[NS](\d+)")
SQUARE = re.compile(r"CRS(\d+)RES(\d+)mN(\d+)E(\d+)")

Place = tuple[float, float]  # longitude, latitude in degrees


class Grid(NamedTuple):
    """How the cells of a part of France are drawn and named."""

    code: str
    epsg: int
    letters: tuple[str, str] = ("E", "N")
    step: int = KILOMETRE  # metres a unit of a 10 km name stands for
    digits: int = 0  # of a 10 km name, zeros before


# In the order of config.places.FRANCE. Lambert-93 counts tens of kilometres in the names of its
# 10 km cells, kilometres without zeros before in those of 1 km (`1kmL93E742N6946`); overseas both
# count kilometres. UTM20 and UTM40 are names in use (`10kmUTM20W510N1660`, `10kmUTM40E330S7670`);
# of UTM22 only the prefix was found; UTM38 and UTM21 follow by analogy: doubtful.
GRIDS = (
    Grid("L93", 2154, step=CELL, digits=3),
    Grid("UTM20", 5490, ("W", "N")),  # Guadeloupe, Martinique, Saint-Barthélemy, Saint-Martin
    Grid("UTM22", 2972, ("W", "N")),  # Guyane
    Grid("UTM40", 2975, ("E", "S")),  # Réunion
    Grid("UTM38", 4471, ("E", "S")),  # Mayotte
    Grid("UTM21", 4467, ("W", "N")),  # Saint-Pierre-et-Miquelon
)
BY_CODE = {grid.code: grid for grid in GRIDS}


def grid_of(shape: Geometry) -> Grid | None:
    """Find the grid of the part of France that holds a whole place."""
    west, south, east, north = shape.bounds
    for box, grid in zip(FRANCE, GRIDS, strict=False):  # the Pacific has no grid
        if box.west <= west and east <= box.east and box.south <= south and north <= box.north:
            return grid
    return None


def cell_of(shape: Geometry, size: int = CELL) -> str:
    """Name the national cell (CD_SIG) of a place's middle: `10kmL93E049N695`, `1kmL93E493N6958`.

    size: metres, 10,000 or 1,000. Empty where there is no grid.
    """
    grid = grid_of(shape)
    if grid is None:
        return ""
    east, north = _from_degrees(grid.epsg).transform(shape.centroid.x, shape.centroid.y)
    if east < 0:  # in the ocean, west of the first cell
        return ""
    return _named(grid, size, int(east // size) * size, int(north // size) * size)


def _named(grid: Grid, size: int, east: int, north: int) -> str:
    unit, digits = (grid.step, grid.digits) if size == CELL else (KILOMETRE, 0)
    x, y = str(east // unit).zfill(digits), str(north // unit).zfill(digits)
    return f"{size // KILOMETRE}km{grid.code}{grid.letters[0]}{x}{grid.letters[1]}{y}"


class Drawn(NamedTuple):
    """A square in its projection: its lower left corner and its side, in metres."""

    epsg: int
    east: int
    north: int
    size: int

    def at(self, x: float, y: float) -> Place:
        """Where a share of its width and height falls, in degrees, six decimals."""
        east, north = self.east + x * self.size, self.north + y * self.size
        longitude, latitude = _to_degrees(self.epsg).transform(east, north)
        return round(longitude, 6), round(latitude, 6)

    def ring(self) -> list[Place]:
        """Its corners, counter-clockwise, the first again at the end."""
        return [self.at(x, y) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]


def drawn(cell: str) -> Drawn:
    """Read the name of a national cell; ValueError when it is not one."""
    told = NAME.fullmatch(cell)
    if told is None or told[2] not in BY_CODE:
        raise ValueError(cell)
    grid, size = BY_CODE[told[2]], int(told[1]) * KILOMETRE
    unit = grid.step if size == CELL else KILOMETRE
    return Drawn(grid.epsg, int(told[3]) * unit, int(told[4]) * unit, size)


def cell_centre(cell: str) -> Place:
    """Return the centre of a national cell, in WGS84 degrees, six decimals."""
    return drawn(cell).at(0.5, 0.5)


def cell_outline(cell: str) -> Polygon:
    """Draw a national cell in WGS84 degrees, by its corners."""
    return Polygon(drawn(cell).ring())


class Square(NamedTuple):
    """A square of INSEE's grid, by its lower left corner, in metres of its projection."""

    north: int
    east: int
    size: int
    epsg: int = EUROPE

    @property
    def name(self) -> str:
        """Its identifier, as INSEE writes them."""
        return f"CRS{self.epsg}RES{self.size}mN{self.north}E{self.east}"

    def around(self, size: int) -> "Square":
        """The larger square it lies in."""
        return Square(self.north // size * size, self.east // size * size, size, self.epsg)

    def within(self) -> frozenset["Square"]:
        """The smallest squares it is made of."""
        norths = range(self.north, self.north + self.size, FINEST)
        easts = range(self.east, self.east + self.size, FINEST)
        return frozenset(Square(n, e, FINEST, self.epsg) for n in norths for e in easts)

    def outline(self) -> list[Place]:
        """Its corners in degrees, counter-clockwise, the first again at the end."""
        return Drawn(self.epsg, self.east, self.north, self.size).ring()

    def centre(self) -> Place:
        return Drawn(self.epsg, self.east, self.north, self.size).at(0.5, 0.5)


def square_of(longitude: float, latitude: float) -> Square:
    """Find the 200 m square of a place: EPSG:3035, overseas the legal projection."""
    grid = grid_of(Point(longitude, latitude))
    epsg = EUROPE if grid is None or grid is GRIDS[0] else grid.epsg
    east, north = _from_degrees(epsg).transform(longitude, latitude)
    return Square(int(north), int(east), FINEST, epsg).around(FINEST)


def square_named(name: str) -> Square:
    """Read the name of a square; ValueError when it is not one."""
    told = SQUARE.fullmatch(name)
    if told is None:
        raise ValueError(name)
    epsg, size, north, east = map(int, told.groups())
    return Square(north, east, size, epsg)


def squares_at(places: Sequence[Place]) -> set[Square]:
    """Find the 200 m squares of many places of one part of France, at once."""
    if not places:
        return set()
    epsg = square_of(*places[0]).epsg
    longitudes, latitudes = zip(*places, strict=True)
    easts, norths = _from_degrees(epsg).transform(longitudes, latitudes)
    found = zip(norths, easts, strict=True)
    return {Square(int(n), int(e), FINEST, epsg).around(FINEST) for n, e in found}


def squares_over(shape: Geometry, size: int) -> list[Square]:
    """List the squares of a size around a shape, from the south, then from the west."""
    epsg = square_of(shape.centroid.x, shape.centroid.y).epsg
    bounds = _from_degrees(epsg).transform_bounds(*shape.bounds)
    west, south, east, north = (int(side) // size * size for side in bounds)
    return [
        Square(n, e, size, epsg)
        for n in range(south, north + 1, size)
        for e in range(west, east + 1, size)
    ]


@cache
def _from_degrees(epsg: int) -> Transformer:
    return Transformer.from_crs(4326, epsg, always_xy=True)


@cache
def _to_degrees(epsg: int) -> Transformer:
    return Transformer.from_crs(epsg, 4326, always_xy=True)
