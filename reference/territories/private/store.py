"""Find the ground that the town marked as private."""

from shapely import from_wkb
from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from config import spatial
from config.places import Box
from reference.territories.rules import PRIVATE
from reference.territories.tables import Zone


def outlines(session: Session) -> list[Geometry]:
    """The outlines that the town marked as private ground."""
    drawn = select(spatial.as_wkb(Zone.outline)).where(Zone.kind == PRIVATE)
    return [from_wkb(bytes(wkb)) for wkb in session.scalars(drawn)]


def is_any(session: Session) -> bool:
    """Whether the town marked any ground as private."""
    return session.scalar(select(Zone.id).where(Zone.kind == PRIVATE).limit(1)) is not None


def holds(session: Session, place: Geometry) -> bool:
    """Whether a place touches ground that the town marked as private."""
    near = spatial.within_box(Zone.outline, Box(*place.bounds))
    zones = select(Zone.kind, spatial.as_wkb(Zone.outline)).where(near)
    private = [wkb for kind, wkb in session.execute(zones) if kind == PRIVATE]
    return any(from_wkb(bytes(wkb)).intersects(place) for wkb in private)
