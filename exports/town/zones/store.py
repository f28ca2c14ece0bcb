"""Keep the zones a town draws."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from config import events, spatial
from config.engines import insert_once
from config.words import folded
from exports.town.zones.rules import Drawing
from reference.territories.rules import PRIVATE
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
    is_new = session.scalar(made.returning(Zone.id)) is not None
    if is_new:
        _tell(session, drawn.kind)
    return is_new


def _tell(session: Session, kind: str) -> None:
    """Let what lies on private ground be looked at again; the others are only a way to look."""
    if kind == PRIVATE:
        events.record(session, "zones.changed", kind)


def remove(session: Session, number: int) -> bool:
    """Remove a zone, if it is there."""
    found = session.scalar(select(Zone).where(Zone.id == number))
    if found is not None:
        session.delete(found)
        _tell(session, found.kind)
    return found is not None
