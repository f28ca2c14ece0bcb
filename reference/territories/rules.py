"""Codes of the country's territories, and which one holds the most of a place."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pyproj import Geod
from shapely.geometry.base import BaseGeometry as Geometry

EARTH = Geod(ellps="WGS84")
WIDE = 0.5  # degrees: a place wider than this is in the territory of its middle
COMMUNES = ("arrondissement", "commune")  # from the smaller to the larger
COMMUNE = re.compile(r"(?:0[1-9]|[1-8]\d|9[0-5]|2[AB]|9[78]\d)\d{2,3}")
EPCI = re.compile(r"\d{9}")  # a number of SIREN

_country = tomllib.loads(Path(__file__).with_name("country.toml").read_text(encoding="utf-8"))
PRIVATE = "private"  # zones that mark private ground: known to the town alone, in no public answer
REGIONS: dict[str, str] = _country["regions"]  # code → name
DEPARTMENTS: dict[str, tuple[str, str]] = {  # code → name, code of its region
    code: (name, region) for code, (name, region) in _country["departments"].items()
}


class Commune(NamedTuple):
    code: str
    name: str


# Paris, Lyon and Marseille: an arrondissement is part of one commune.
ARRONDISSEMENTS = (
    (range(75101, 75121), Commune("75056", "Paris")),
    (range(69381, 69390), Commune("69123", "Lyon")),
    (range(13201, 13217), Commune("13055", "Marseille")),
)
WHOLE = {str(code): commune for codes, commune in ARRONDISSEMENTS for code in codes}


def is_commune(code: str) -> bool:
    """Whether a code is written as INSEE writes those of communes and arrondissements."""
    return len(code) == 5 and COMMUNE.fullmatch(code) is not None


def commune_of(code: str, name: str = "") -> Commune:
    """Return the commune a code stands for: an arrondissement answers by its commune."""
    return WHOLE.get(code) or Commune(code, name)


def arrondissements_of(code: str) -> list[str]:
    """Return the codes of a commune's arrondissements: three communes have some."""
    return [part for part, commune in WHOLE.items() if commune.code == code]


def kind_of(code: str) -> str:
    return "commune" if commune_of(code).code == code else "arrondissement"


def department_of(code: str) -> str:
    """Return the department of an INSEE code: two characters, three overseas."""
    return code[:3] if code.startswith(("97", "98")) else code[:2]


def region_of(department: str) -> str:
    """Return the region of a department; nothing for the lands that are in none."""
    return DEPARTMENTS.get(department, ("", ""))[1]


class Asked(NamedTuple):
    """A territory as people name it: what kind it is of, when they say so, and its code."""

    kind: str
    code: str


KINDS = {"COM": "commune", "EPCI": "epci", "DEP": "department", "REG": "region"}


def asked(name: str) -> Asked:
    """Read `76259`, `200023414`, `76`, or `REG-28`: a bare short code is a department's."""
    prefix, dash, code = name.strip().upper().partition("-")
    if dash and prefix in KINDS:
        return Asked(KINDS[prefix], code)
    bare = name.strip().upper()
    if bare in DEPARTMENTS:
        return Asked("department", bare)
    return Asked("epci" if EPCI.fullmatch(bare) else "commune", bare)


class Kept(NamedTuple):
    """What of a commune says which territories it is in."""

    code: str
    successor: str  # the commune it went to, when it is no more
    epci: str
    department: str
    region: str


def codes_of(wanted: Asked, communes: Iterable[Kept]) -> set[str]:
    """Return every code an observation of a territory may bear.

    Arrondissements answer for their commune, former communes for the one they went to; a former
    code stands for its heir too.
    """
    if wanted.kind != "commune":
        return {one.code for one in communes if getattr(one, wanted.kind) == wanted.code}
    own, found = {wanted.code, *arrondissements_of(wanted.code)}, set[str]()
    for one in communes:
        found |= {one.code} if one.successor in own else set()
        found |= {one.successor} if one.code in own else set()
    return (own | found) - {""}


def is_wide(place: Geometry) -> bool:
    west, south, east, north = place.bounds
    return bool(east - west > WIDE or north - south > WIDE)


def measure(place: Geometry) -> float:
    """How much there is of a place, on the ellipsoid: square metres, or metres of a line."""
    if place.geom_type.endswith("Polygon"):
        return abs(float(EARTH.geometry_area_perimeter(place)[0]))
    parts = getattr(place, "geoms", None)
    if parts is not None:
        return sum(map(measure, parts))
    return float(EARTH.geometry_length(place)) if place.geom_type != "Point" else 0.0


def holder(place: Geometry, outlines: Iterable[tuple[str, Geometry]]) -> str | None:
    """Say which outline holds the greatest part of a line or an area; the lowest code of equals.

    What lies in none of them counts as one more: nothing is said when it is greater still.
    """
    parts = {code: _shared(place, outline) for code, outline in outlines}
    if not parts or not any(parts.values()):
        return None
    best = min(parts, key=lambda code: (-round(parts[code], 3), code))
    outside = measure(place) - sum(parts.values())
    return best if parts[best] >= outside else None


def most_of(place: Geometry, outline: Geometry) -> bool:
    """Whether an outline holds a point, or more than half of a line or an area."""
    if place.geom_type == "Point":
        return bool(outline.covers(place))
    return _shared(place, outline) > measure(place) / 2


def _shared(place: Geometry, outline: Geometry) -> float:
    """How much of a place an outline holds, in the measure of the place itself."""
    common = place.intersection(outline)
    parts = getattr(common, "geoms", [common])
    is_area = place.geom_type.endswith("Polygon")
    return sum(measure(part) for part in parts if part.geom_type.endswith("Polygon") == is_area)
