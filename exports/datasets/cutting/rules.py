"""What lies wholly in a territory, as a published row itself tells it.

Nothing else is asked: the cut of a release tells no more than the release, however small the
territory. What is shown as a commune, a cell or a département lies where all of it does.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from shapely import Point, Polygon, from_wkt
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry as Geometry

from config.languages import Text
from reference.sensitivity.rules import COMMUNE, EXACT
from reference.territories.grids import cell_outline, square_named

CUT = (".csv", ".geojson", ".gpkg")  # and only the table of a dataset's own name, or of its cells


class Told(NamedTuple):
    """Where a published row says it is."""

    precision: str
    commune: str
    department: str
    cell: str
    drawn: Callable[[], Geometry | None]  # made only where it is asked for


class Area(NamedTuple):
    """A territory: what is wholly in it, by code or by shape."""

    codes: frozenset[str]  # of its communes; none of a zone, whose outline alone decides
    departments: frozenset[str]  # that are wholly in it
    holds: Callable[[Geometry], bool]  # whether all of a shape is in it
    outline_of: Callable[[str], Geometry | None]  # of a commune, where it is known


def is_inside(told: Told, area: Area) -> bool:
    """Whether all that is shown of a place lies in a territory."""
    if told.commune and area.codes:
        return told.commune in area.codes
    return told.department in area.departments or _is_held(told, area)


def _is_held(told: Told, area: Area) -> bool:
    whole = _shown(told, area)
    return whole is not None and area.holds(whole)


def _shown(told: Told, area: Area) -> Geometry | None:
    """All that is shown of a place; nothing where that has no outline."""
    if told.precision == EXACT:
        return told.drawn()
    if told.precision == COMMUNE:
        return area.outline_of(told.commune) if told.commune else None
    return cell_outline(told.cell) if told.cell else None


def of_columns(row: Mapping[str, Any]) -> Told:
    """Read where a row of a table, or the properties of a feature, say it is."""
    return Told(
        row.get("precision") or EXACT,  # squares of felt heat say none: they are what they draw
        row.get("commune_code") or "",
        row.get("department") or "",
        row.get("cell_10km") or "",
        lambda: _of_position(row),
    )


def of_feature(feature: Mapping[str, Any]) -> Told:
    """Read where a feature of GeoJSON says it is."""
    drawn = feature["geometry"]
    return of_columns(feature["properties"])._replace(drawn=lambda: shape(drawn) if drawn else None)


def _of_position(row: Mapping[str, Any]) -> Geometry | None:
    if "size_m" in row:  # of felt heat, all of the square
        return Polygon(square_named(row["cell"]).outline())
    if row.get("wkt"):
        drawn: Geometry = from_wkt(row["wkt"])
        return drawn
    if row.get("longitude") and row.get("latitude"):
        return Point(float(row["longitude"]), float(row["latitude"]))
    return None


def may_be_cut(file: str, dataset: str) -> bool:
    """Whether a file of a release may be asked for by territory."""
    return file in {f"{name}{kind}" for name in (dataset, "cells") for kind in CUT}


class Cut(NamedTuple):
    """A file that may be asked for by territory."""

    file: str
    title: Text


def cuttable(dataset: str, releases: Sequence[Any]) -> list[Cut]:
    """List the files of the newest release that may be cut."""
    named = releases[0].files if releases else {}
    return [Cut(file, told["title"]) for file, told in named.items() if may_be_cut(file, dataset)]
