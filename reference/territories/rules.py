"""Codes and grids: which department a commune is in, which national 10 km cell a place is in."""

from functools import cache
from typing import NamedTuple

from pyproj import Transformer
from shapely.geometry.base import BaseGeometry as Geometry

KILOMETRE = 1000
CELL = 10 * KILOMETRE

# Paris, Lyon and Marseille: an arrondissement is part of one commune.
ARRONDISSEMENTS = (
    (range(75101, 75121), "75056", "Paris"),
    (range(69381, 69390), "69123", "Lyon"),
    (range(13201, 13217), "13055", "Marseille"),
)


class Commune(NamedTuple):
    code: str
    name: str


def commune_of(code: str, name: str) -> Commune:
    """Return the commune a code stands for: an arrondissement answers by its commune."""
    for codes, commune, commune_name in ARRONDISSEMENTS:
        if code.isdigit() and int(code) in codes:
            return Commune(commune, commune_name)
    return Commune(code, name)


def department_of(code: str) -> str:
    """Return the department of an INSEE code: two characters, three overseas."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]


@cache
def _lambert() -> Transformer:
    return Transformer.from_crs("EPSG:4326", "EPSG:2154", always_xy=True)


@cache
def _degrees() -> Transformer:
    return Transformer.from_crs("EPSG:2154", "EPSG:4326", always_xy=True)


def in_mainland(shape: Geometry) -> bool:
    west, south, east, north = shape.bounds
    return west >= -5.6 and east <= 9.8 and south >= 41.2 and north <= 51.3


def cell_of(shape: Geometry) -> str:
    """Name the national 10 km cell (CD_SIG) of a place's middle: `10kmL93E049N695`.

    Lambert-93, mainland France; elsewhere an empty name: those grids have their own projections.
    """
    if not in_mainland(shape):
        return ""
    east, north = _lambert().transform(shape.centroid.x, shape.centroid.y)
    return f"10kmL93E{int(east // CELL):03d}N{int(north // CELL):03d}"


def cell_centre(cell: str) -> tuple[float, float]:
    """Return the centre of a 10 km cell, in WGS84 degrees, six decimals."""
    east, north = int(cell[8:11]) * CELL + CELL / 2, int(cell[12:15]) * CELL + CELL / 2
    longitude, latitude = _degrees().transform(east, north)
    return round(longitude, 6), round(latitude, 6)
