"""Find the territory a release is cut to."""

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from shapely import from_wkb, prepare, union_all
from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from config import spatial, towns
from config.places import Box
from config.problems import Problem
from exports.datasets.cutting.rules import Area
from reference.territories import store as territories
from reference.territories.rules import DEPARTMENTS, PRIVATE, REGIONS, asked, kind_of
from reference.territories.tables import Territory, Zone

CELLS = 4096  # shapes remembered while one file is cut


def area(session: Session, code: str) -> Area:
    """Find a commune, an EPCI, a département, a region (`REG-28`), a district or a zone."""
    wanted = asked(code)
    if wanted.kind == "commune":
        return _commune(session, wanted.code) or _zone(session, code)
    members = frozenset(territories.members(session, code))
    departments = _departments(wanted.kind, wanted.code)
    if not members and not departments:
        raise Problem("unknown-territory", territory=code)
    return Area(members, departments, _holding(session, members), _outlines(session))


class Known(NamedTuple):
    """A territory that a page offers."""

    code: str
    name: str
    kind: str


def known(session: Session) -> list[Known]:
    """List the territories around the town: itself, what it is part of, its districts and zones."""
    town = territories.of_code(session, towns.served_town(session).code)
    if town is None:
        return []
    whole = [Known(town.code, town.name, "commune"), *_wider(session, town)]
    zones = select(Zone).where(Zone.kind != PRIVATE).order_by(Zone.kind, Zone.name, Zone.code)
    return whole + [Known(one.code, one.name, one.kind) for one in session.scalars(zones)]


def _wider(session: Session, town: Territory) -> list[Known]:
    found = [Known(town.epci, _name_of(session, town.epci), "epci")] if town.epci else []
    if town.department in DEPARTMENTS:
        name, region = DEPARTMENTS[town.department]
        found.append(Known(town.department, name, "department"))
        found.append(Known(f"REG-{region}", REGIONS[region], "region"))
    return found


def _name_of(session: Session, epci: str) -> str:
    named = select(Territory.name).where(Territory.code == epci, Territory.kind == "epci")
    return session.scalar(named) or epci


def _departments(kind: str, code: str) -> frozenset[str]:
    if kind == "region" and code in REGIONS:
        return frozenset(name for name, (_, region) in DEPARTMENTS.items() if region == code)
    return frozenset({code} if kind == "department" and code in DEPARTMENTS else ())


def _commune(session: Session, code: str) -> Area | None:
    """A commune is what bears its code; an arrondissement, which rows do not tell, its outline."""
    if territories.of_code(session, code) is None:
        return None
    drawn = territories.outline(session, code)
    if kind_of(code) == "arrondissement":
        return _drawn(session, drawn) if drawn else None
    members = frozenset(territories.members(session, code))
    return Area(members, frozenset(), _holding(session, members), _outlines(session))


def _zone(session: Session, code: str) -> Area:
    found = territories.zone(session, code)
    if found is None:
        raise Problem("unknown-territory", territory=code)
    return _drawn(session, found[1])


def _drawn(session: Session, outline: Geometry) -> Area:
    prepare(outline)
    return Area(frozenset(), frozenset(), outline.covers, _outlines(session))


def _outlines(session: Session) -> Callable[[str], Geometry | None]:
    return lru_cache(maxsize=CELLS)(lambda code: territories.outline(session, code))


def _holding(session: Session, codes: frozenset[str]) -> Callable[[Geometry], bool]:
    """Ask whether communes together hold a shape: of a region, only those near it are drawn."""

    @lru_cache(maxsize=CELLS)
    def held(wkb: bytes) -> bool:
        shape = from_wkb(wkb)
        near = spatial.within_box(Territory.outline, Box(*shape.bounds))
        query = select(Territory, spatial.as_wkb(Territory.outline)).where(near)
        rows = [(row, bytes(drawn)) for row, drawn in session.execute(query)]
        parts = [from_wkb(d) for row, d in rows if row.code in codes and row.until is None]
        return bool(parts) and bool(union_all(parts).covers(shape))

    return lambda shape: held(shape.wkb)
