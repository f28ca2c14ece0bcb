"""Keep the zones a town draws."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from config import spatial
from config.engines import insert_once
from config.words import folded
from exports.town.zones.rules import Drawing
from reference.territories.tables import Zone


def listed(session: Session) -> Sequence[Zone]:
    """Return the zones of the town with their outlines, by kind and name."""
    zones = select(Zone).options(undefer(Zone.outline))
    return session.scalars(zones.order_by(Zone.kind, Zone.folded, Zone.code)).all()


def add(session: Session, drawn: Drawing) -> bool:
    """Keep a zone; false when one of its kind bears the name already."""
    made = insert_once(session, Zone, ("town_id", "kind", "code")).values(
        kind=drawn.kind,
        code=drawn.code,
        name=drawn.name,
        folded=folded(drawn.name),
        outline=spatial.stored(drawn.outline),
    )
    return session.scalar(made.returning(Zone.id)) is not None


def remove(session: Session, number: int) -> bool:
    """Remove a zone, if it is there: it is a way to look, nothing is kept by it."""
    found = session.scalar(select(Zone).where(Zone.id == number))
    if found is not None:
        session.delete(found)
    return found is not None
