"""Find territories and zones: by name, by code, by place."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from shapely import MultiPolygon, from_wkb, get_parts, union_all
from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import ColumnElement, Select, and_, case, false, or_, select, true
from sqlalchemy.orm import Session

from config import spatial
from config.places import Box
from config.words import AFTER, folded
from reference.territories.rules import (
    COMMUNES,
    PRIVATE,
    Kept,
    arrondissements_of,
    asked,
    codes_of,
    commune_of,
    holder,
    is_wide,
    most_of,
)
from reference.territories.tables import Territory, Zone


def containing(session: Session, place: Geometry) -> Territory | None:
    """Find the commune a place lies in, or its arrondissement where outlines of them are known.

    A point: the outline that covers it; on a border, the lowest code. A line or an area: the one
    that holds the greatest part, unless still more lies out of every known outline. A place wider
    than half a degree: by its middle.
    """
    if place.geom_type != "Point" and not is_wide(place):
        return _holding(session, place)
    middle = place if place.geom_type == "Point" else place.representative_point()
    here = filter(is_in_force, session.scalars(covering(middle)))
    return min(here, key=lambda found: (found.kind, found.code), default=None)


def covering(point: Geometry) -> Select[Territory]:
    """Ask for all that covers a point, by the spatial index.

    Nothing else is asked with it: either engine may take the index of another condition instead,
    and then draw every commune of the country.
    """
    return select(Territory).where(spatial.covers(Territory.outline, point))


def is_in_force(found: Any) -> bool:
    return found.kind in COMMUNES and found.until is None


def _holding(session: Session, place: Geometry) -> Territory | None:
    near = spatial.within_box(Territory.outline, Box(*place.bounds))
    query = select(Territory, spatial.as_wkb(Territory.outline)).where(near)
    rows = [(row, wkb) for row, wkb in session.execute(query) if is_in_force(row)]
    for kind in COMMUNES:
        known = {row.code: (row, wkb) for row, wkb in rows if row.kind == kind}
        held = holder(place, ((code, from_wkb(bytes(wkb))) for code, (_, wkb) in known.items()))
        if held is not None:
            found: Territory = known[held][0]
            return found
    return None


def around(session: Session, place: Geometry) -> list[Territory | Zone]:
    """Find all that a place lies in: its commune first, its arrondissement, then the zones."""
    here = containing(session, place)
    found: list[Territory | Zone] = [here] if here else []
    if here is not None and here.kind == "arrondissement":
        whole = of_code(session, commune_of(here.code).code)
        found = [whole, here] if whole else [here]
    return found + zones_holding(session, place)


def zones_holding(session: Session, place: Geometry) -> list[Zone]:
    """Find the zones of the town that hold a point, or more than half of a line or an area."""
    near = spatial.within_box(Zone.outline, Box(*place.bounds))
    query = select(Zone, spatial.as_wkb(Zone.outline)).where(near)
    rows = session.execute(query.order_by(Zone.kind, Zone.code))
    public = [(zone, wkb) for zone, wkb in rows if zone.kind != PRIVATE]
    return [zone for zone, wkb in public if most_of(place, from_wkb(bytes(wkb)))]


def of_code(session: Session, code: str) -> Territory | None:
    """Find a commune or an arrondissement, even one that is no more."""
    found = select(Territory).where(Territory.code == code, Territory.kind.in_(COMMUNES))
    return session.scalar(found)


def names(session: Session, codes: Collection[str]) -> dict[str, str]:
    """Return the names of several communes, in one query."""
    found = select(Territory.code, Territory.name).where(
        Territory.code.in_(codes), Territory.kind.in_(COMMUNES)
    )
    return {row[0]: row[1] for row in session.execute(found)} if codes else {}


def outline(session: Session, code: str) -> Geometry | None:
    """Return the outline of a commune, when it is known; else that of its arrondissements."""
    codes = [code, *arrondissements_of(code)]
    drawn = select(Territory.code, spatial.as_wkb(Territory.outline)).where(
        Territory.code.in_(codes), Territory.kind.in_(COMMUNES), Territory.outline.is_not(None)
    )
    known = {row[0]: from_wkb(bytes(row[1])) for row in session.execute(drawn)}
    if not known or code in known:
        return known.get(code)
    return MultiPolygon(list(get_parts(union_all(list(known.values())))))


def zone(session: Session, code: str) -> tuple[str, Geometry] | None:
    """Find a zone of the town by its code: its name, and its outline."""
    drawn = select(Zone.name, spatial.as_wkb(Zone.outline)).where(
        Zone.code == code, Zone.kind != PRIVATE
    )
    row = session.execute(drawn).first()
    return (row[0], from_wkb(bytes(row[1]))) if row else None


def members(session: Session, wanted: str) -> set[str]:
    """Return every code an observation of a territory may bear.

    wanted: the code of a commune, an EPCI or a department, or `REG-28` for a region.
    """
    return members_of_each(session, [wanted])[wanted]


def members_of_each(session: Session, wanted: Collection[str]) -> dict[str, set[str]]:
    """Return the codes of several territories, in one query."""
    told = {one: asked(one) for one in wanted}
    parts: dict[str, list[str]] = defaultdict(list)
    for kind, code in told.values():
        parts[kind] += [code, *arrondissements_of(code)]
    within = or_(
        Territory.code.in_(parts["commune"]),
        Territory.successor.in_(parts["commune"]),
        Territory.epci.in_(parts["epci"]),
        Territory.department.in_(parts["department"]),
        Territory.region.in_(parts["region"]),
    )
    columns = [getattr(Territory, name) for name in Kept._fields]
    query = select(*columns).where(within, Territory.kind.in_(COMMUNES))
    found = [Kept(*row) for row in session.execute(query)]
    return {one: codes_of(which, found) for one, which in told.items()}


def search(session: Session, words: str, limit: int, kind: str = "") -> Sequence[Any]:
    """Find territories and zones by the beginning of their name, or by their code.

    What is no more leads to the commune it went to; an arrondissement's code, to both.
    """
    plain, code = folded(words), words.strip().upper()
    codes = {code, commune_of(code).code}
    begins = _begins(Territory.folded, plain, every=not code)
    matches = or_(begins, Territory.code.in_(codes))
    heirs = select(Territory.successor).where(matches, Territory.until.is_not(None))
    query = select(Territory).where(
        Territory.until.is_(None),
        or_(matches, and_(Territory.kind == "commune", Territory.code.in_(heirs))),
    )
    query = _of_kind(query, Territory.kind, kind).order_by(
        case((Territory.code == code, 0), else_=1), Territory.folded, Territory.kind, Territory.code
    )
    found: list[Any] = [*session.scalars(query.limit(limit))]
    zones = _of_kind(
        select(Zone).where(
            Zone.kind != PRIVATE,
            or_(_begins(Zone.folded, plain, every=not code), Zone.code == words.strip()),
        ),
        Zone.kind,
        kind,
    )
    found += session.scalars(zones.order_by(Zone.folded, Zone.kind, Zone.code).limit(limit))
    return found[:limit]


def _begins(column: Any, plain: str, *, every: bool) -> ColumnElement[bool]:
    """Whether a folded name begins so: a range of its index; every name when nothing is asked."""
    if every:
        return true()
    return and_(column >= plain, column < plain + AFTER) if plain else false()


def _of_kind(query: Select[Any], column: Any, kind: str) -> Select[Any]:
    return query.where(column == kind) if kind else query


def former_codes(session: Session, codes: Collection[str]) -> dict[str, list[str]]:
    """Return the codes of the communes that went to others, by the code of these."""
    found: dict[str, list[str]] = defaultdict(list)
    went = select(Territory.successor, Territory.code).where(Territory.successor.in_(codes))
    for heir, code in session.execute(went.order_by(Territory.code)):
        found[heir].append(code)
    return found
