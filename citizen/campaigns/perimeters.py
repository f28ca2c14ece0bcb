"""Read a perimeter: GeoJSON as it was sent, or a file of any projection, made into one outline."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from pyproj.exceptions import CRSError
from shapely import MultiPolygon

from config.features import opened
from config.places import Fault
from config.reports import Unreadable
from reference.territories.vintages.outlines import outline, projection

MAX_BYTES = 5_000_000
MAX_VERTICES = 5000  # of a campaign: a page draws it whole
MAX_PARTS = 200


def of_geojson(told: Any) -> MultiPolygon | Fault:
    """Make an outline of a GeoJSON Polygon or MultiPolygon, in degrees."""
    drawn = outline(told, None)
    if isinstance(drawn, Fault):
        return Fault(drawn.pointer.removeprefix("/geometry"), drawn.code, drawn.values)
    return _bounded([drawn])


def of_file(data: bytes) -> MultiPolygon | Fault:
    """Make one outline of all the areas of a GeoJSON or a GeoPackage, whatever its projection."""
    if len(data) > MAX_BYTES:
        return Fault("", "perimeter-large", {"maximum": MAX_BYTES // 1_000_000})
    with tempfile.TemporaryDirectory(prefix="brindille-") as folder:
        file = Path(folder) / "perimeter"
        file.write_bytes(_collected(data))
        try:
            found = [*_outlines(file)]
        except (Unreadable, CRSError, ValueError):
            return Fault("", "perimeter-unreadable")
    wrong = next((one for one in found if isinstance(one, Fault)), None)
    areas = [one for one in found if isinstance(one, MultiPolygon)]
    return wrong or _bounded(areas)


def _collected(data: bytes) -> bytes:
    """A bare geometry or feature, as a collection of one: some tools write no list."""
    text = data.removeprefix(b"\xef\xbb\xbf").strip()
    if not text.startswith(b"{") or b'"features"' in text:
        return data
    one = text if b'"Feature"' in text else b'{"type":"Feature","geometry":' + text + b"}"
    return b'{"type":"FeatureCollection","features":[' + one + b"]}"


def _outlines(file: Path) -> Iterator[MultiPolygon | Fault]:
    with opened(file) as layer:
        project = projection(layer.projection)
        for number, feature in enumerate(layer.features(lambda _: None)):
            if number >= MAX_PARTS:
                yield Fault("", "perimeter-parts", {"maximum": MAX_PARTS})
                return
            yield outline(feature.geometry, project)


def _bounded(areas: list[MultiPolygon]) -> MultiPolygon | Fault:
    """Areas that touch or overlap are one; too much detail is refused."""
    whole = shapely.union_all(areas)
    parts = [part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"]
    if not parts:
        return Fault("", "missing")
    if shapely.get_num_coordinates(whole) > MAX_VERTICES:
        return Fault("", "place-vertices", {"maximum": MAX_VERTICES})
    return MultiPolygon(parts)
