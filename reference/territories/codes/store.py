"""The codes of the communes where places lie: what each sending asks."""

from collections.abc import Sequence
from typing import Any
from weakref import WeakKeyDictionary

from shapely import STRtree, from_wkb, total_bounds
from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from config import spatial
from config.database import ask
from config.places import Box
from reference.territories.rules import COMMUNES, WIDE, arrondissements_of
from reference.territories.store import containing, is_in_force
from reference.territories.tables import Territory

CODES = select(Territory.kind, Territory.code, Territory.until).where(
    spatial.covers(Territory.outline, spatial.bound("point"))
)


def code_of(session: Session, place: Geometry) -> str | None:
    """The code of the commune a place lies in, or of its arrondissement; as `containing`."""
    if place.geom_type != "Point":
        return getattr(containing(session, place), "code", None)
    here = filter(is_in_force, ask(session, CODES, {"point": place.wkb}))
    return min(((one.kind, one.code) for one in here), default=("", None))[1]


MANY = 20  # places, from which the outlines around them are read once for all


def codes_of_each(session: Session, some: Sequence[Geometry]) -> list[str | None]:
    """The same for each of several places: points that lie together are told by one query."""
    west, south, east, north = total_bounds(some) if len(some) else (0, 0, 0, 0)
    is_together = east - west <= WIDE and north - south <= WIDE
    if len(some) < MANY or not is_together or any(one.geom_type != "Point" for one in some):
        return [code_of(session, one) for one in some]
    near = spatial.within_box(Territory.outline, Box(west, south, east, north))
    drawn = select(
        Territory.kind, Territory.code, Territory.until, spatial.as_wkb(Territory.outline)
    )
    known = [row for row in session.execute(drawn.where(near)) if is_in_force(row)]
    outlines = [from_wkb(bytes(row[3])) for row in known]
    found: dict[int, tuple[str, str]] = {}
    for place, which in zip(*STRtree(outlines).query(some, "covered_by"), strict=True):
        here = known[which].kind, known[which].code
        found[int(place)] = min(found.get(int(place), here), here)
    return [found.get(place, ("", None))[1] for place in range(len(some))]


_outlined: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()

HAS_OUTLINE = select(Territory.id).where(
    Territory.code.in_(bindparam("codes", expanding=True)),
    Territory.kind.in_(COMMUNES), Territory.outline.is_not(None),
).limit(1)  # fmt: skip


def has_outline(session: Session, code: str) -> bool:
    """Whether it is known where a commune lies; what is known once stays so."""
    outlined = _outlined.setdefault(session.get_bind(), set())
    if code not in outlined:
        if not ask(session, HAS_OUTLINE, {"codes": [code, *arrondissements_of(code)]}):
            return False
        outlined.add(code)
    return True
