"""Find territories; load those the product is shipped with."""

import tomllib
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from config import spatial
from reference.territories.rules import department_of
from reference.territories.tables import Territory

BUILT_IN = Path(__file__).parent / "built_in.toml"


def containing(session: Session, place: Geometry) -> Territory | None:
    """Find the commune a place lies in; a line or an area, by its middle."""
    middle = place if place.geom_type == "Point" else place.representative_point()
    here = select(Territory).where(spatial.covers(Territory.outline, middle))
    return session.scalar(here.where(Territory.kind == "commune").order_by(Territory.code).limit(1))


def of_code(session: Session, code: str) -> Territory | None:
    return session.scalar(select(Territory).where(Territory.code == code).limit(1))


def names(session: Session, codes: Collection[str]) -> dict[str, str]:
    """Return the names of several territories, in one query."""
    found = select(Territory.code, Territory.name).where(Territory.code.in_(codes))
    return {row[0]: row[1] for row in session.execute(found)} if codes else {}


def outline(session: Session, code: str) -> Geometry | None:
    """Return the outline of a territory, when it is known."""
    found = select(Territory).where(Territory.code == code).options(undefer(Territory.outline))
    territory = session.scalar(found.limit(1))
    if territory is None or territory.outline is None:
        return None
    return spatial.shape_of(territory.outline)


def search(session: Session, asked: str, limit: int) -> Sequence[Territory]:
    """Find territories by the beginning of their name, or by their code."""
    begins = Territory.name.istartswith(asked, autoescape=True)
    found = select(Territory).where(begins | (Territory.code == asked))
    return session.scalars(found.order_by(Territory.name).limit(limit)).all()


def load_built_in(session: Session) -> int:
    """Load the built-in territories that are not there yet; say how many."""
    known = set(session.scalars(select(Territory.code)))
    declared = tomllib.loads(BUILT_IN.read_text(encoding="utf-8"))["territories"]
    made = [_territory(told) for told in declared if told["code"] not in known]
    session.add_all(made)
    return len(made)


def _territory(told: dict[str, Any]) -> Territory:
    ring = told.pop("outline", None)
    drawn = spatial.stored(MultiPolygon([Polygon(ring)])) if ring else None
    return Territory(
        **told, department=department_of(told["code"]), outline=drawn, is_approximate=bool(ring)
    )
