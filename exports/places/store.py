"""Find a place, and what the last releases tell of it: added up once, then kept on the machine.

The sums of a place are a file of JSON beside the indexes of releases, named by the digests of
these and by the outline: what is taken back or drawn anew has no sums of before.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import uuid4

from shapely import to_wkb
from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.accounts.tables import Mandate
from config import towns
from config.protocols import PROTOCOLS
from exports.datasets.cutting import store as cutting
from exports.datasets.cutting.rules import Told, is_inside, of_feature
from exports.features import index
from exports.features import store as features
from exports.features.layers import store as released
from exports.features.layers.store import Layer
from exports.features.rules import Extent
from exports.places import felt
from exports.places.looked import looked, side
from exports.places.rules import Sum
from reference.sensitivity.rules import EXACT
from reference.territories import store as territories
from reference.territories.grids import square_named, squares_at
from reference.territories.rules import PRIVATE, asked
from reference.territories.tables import Zone

EDITION = 1  # of what is kept: another counts anew


class Place(NamedTuple):
    """A territory with a page of its own."""

    code: str
    name: str
    kind: str  # commune, arrondissement, epci, department, region, district, zone
    holds: Callable[[Told], bool]  # all that is shown of where a released feature is
    outline: Geometry | None = None  # of a commune, a district, a zone or a circle
    codes: frozenset[str] = frozenset()  # of the communes and departments it is made of


def find(session: Session, code: str, names: Mapping[str, str]) -> Place:
    """Find a place by its code, or refuse: there is no such territory.

    names: of what is larger than a commune, by code, where they are known.
    """
    area = cutting.area(session, code)
    holds, codes = partial(is_inside, area=area), area.codes | area.departments
    if asked(code).kind != "commune":
        return Place(code, names.get(code, code), asked(code).kind, holds, None, codes)
    commune = territories.of_code(session, code)
    if commune is not None:
        drawn = territories.outline(session, code)
        return Place(commune.code, commune.name, commune.kind, holds, drawn, codes)
    name, drawn = territories.zone(session, code) or ("", None)
    kind = select(Zone.kind).where(Zone.code == code, Zone.kind != PRIVATE)
    return Place(code, name, session.scalar(kind) or "zone", holds, drawn)


def layers(session: Session) -> list[Layer]:
    """The last release of each whole dataset: of a protocol, whatever the town calls it."""
    return [one for one in released.layers(session) if one.about.code in PROTOCOLS]


def sums(place: Place, found: Sequence[Layer]) -> dict[str, Any]:
    """What the last releases tell of a place, as it was kept, else added up now."""
    folder = index.at(towns.served(), "places", "").parent
    name, key = _digest(place.code)[:16], _key(place, found)
    path = folder / f"{name}.{key}.json"
    if path.is_file():
        return dict(json.loads(path.read_bytes()))
    told = added(place, found)
    folder.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{uuid4()}")
    temporary.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    for former in folder.glob(f"{name}.*.json"):
        former.unlink(missing_ok=True)
    temporary.replace(path)
    return told


def added(place: Place, found: Sequence[Layer]) -> dict[str, Any]:
    """Add up what lies in a place."""
    points: list[tuple[float, float]] = []
    records, heat = {}, felt.kept(())
    for layer in found:
        here = inside(place, layer)
        if layer.about.protocol.publication == "cells":
            heat = felt.kept(here)
        else:
            records[layer.about.code] = _summed(layer, here, points)
    return {"records": records, "heat": heat, "looked": _looked(place, points, heat)}


def _summed(
    layer: Layer, here: Iterator[Mapping[str, Any]], points: list[tuple[float, float]]
) -> dict[str, Any]:
    summed = Sum(layer.about.protocol)
    for one in here:
        summed.add(one["properties"])
        if one["properties"]["precision"] == EXACT and one["geometry"]:
            points.append(_middle(one["geometry"]))
    return summed.told()


def _middle(drawn: dict[str, Any]) -> tuple[float, float]:
    if drawn["type"] == "Point":
        return drawn["coordinates"][0], drawn["coordinates"][1]
    point = shape(drawn).representative_point()
    return point.x, point.y


def _looked(
    place: Place, points: Sequence[tuple[float, float]], heat: Mapping[str, Any]
) -> dict[str, Any] | None:
    size = side(place.outline) if place.outline else 0
    if not size or place.outline is None:
        return None
    finest = squares_at(points)
    for one in heat["squares"]:
        finest |= square_named(one["properties"]["cell"]).within()
    return looked(place.outline, finest, size)._asdict()


def drawn(squares: Sequence[Any]) -> Geometry | None:
    """The squares that were kept, as one shape."""
    return MultiPolygon([Polygon(ring) for ring in squares]) if squares else None


def inside(place: Place, layer: Layer) -> Iterator[Mapping[str, Any]]:
    """Stream the released features that lie wholly in a place, as its cut files hold them."""
    if layer.file is None:
        return
    within = Extent(*place.outline.bounds) if place.outline is not None else None
    for feature in features.told(layer.file, within):
        if place.holds(of_feature(feature)):
            yield feature


def validators(session: Session) -> dict[str, list[str]]:
    """The associations that check each protocol, by name; never a person."""
    query = select(Mandate.organisation, Mandate.protocols).where(
        Mandate.role == "moderator", Mandate.organisation != ""
    )
    rows = sorted((name, tuple(codes)) for name, codes in session.execute(query))
    return {
        code: [*dict.fromkeys(name for name, codes in rows if not codes or code in codes)]
        for code in PROTOCOLS
    }


def _key(place: Place, found: Sequence[Layer]) -> str:
    """What the sums of a place hang on: the released files, and where the place ends."""
    files = [(one.about.code, one.file.stem if one.file else "") for one in found]
    ends = to_wkb(place.outline).hex() if place.outline else ""
    parts = [EDITION, place.kind, files, ends, sorted(place.codes)]
    return _digest(json.dumps(parts))[:32]


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
