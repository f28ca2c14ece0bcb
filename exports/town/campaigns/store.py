"""Find what a clerk names: species, zones; count what came for a campaign."""

from collections.abc import Sequence

from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from citizen.observations.tables import Observation
from config.spatial import shape_of
from config.words import folded
from reference.taxa import store as taxa
from reference.territories.tables import Zone


def cd_nom(session: Session, written: str) -> int | None:
    """The name of TAXREF that was written: its number, in Latin, or its usual name."""
    if written.isascii() and written.isdigit() and len(written) < 10:
        known = taxa.of_cd_nom(session, int(written))
        return known.cd_nom if known else None
    found = taxa.named(session, written)
    if found is not None:
        return found.cd_nom
    wanted = plain(written)
    bearing = [
        one for one in taxa.search(session, written, 20)
        if wanted in map(plain, one.vernacular.split(","))
    ]  # fmt: skip
    return bearing[0].cd_nom if len({one.cd_ref for one in bearing}) == 1 else None


def plain(name: str) -> str:
    """A usual name without its article, hyphens or spaces: `Rouge-gorge (Le)` → rougegorge."""
    return folded(name.partition("(")[0]).replace(" ", "")


def names(session: Session, cd_noms: Sequence[int]) -> list[str]:
    """The Latin names under these numbers, in their order."""
    known = taxa.known(session, cd_noms)
    return [known[number].name if number in known else str(number) for number in cd_noms]


def zones(session: Session, numbers: Sequence[int]) -> list[Geometry]:
    """The outlines of zones of the town."""
    found = select(Zone).where(Zone.id.in_(numbers)).options(undefer(Zone.outline))
    return [shape_of(zone.outline) for zone in session.scalars(found)]


def received(session: Session, slug: str) -> tuple[int, int]:
    """How many observations were sent for a campaign, and how many of them lie outside it."""
    sent = select(Observation.campaign_marks).where(
        Observation.campaign == slug, Observation.status != "withdrawn"
    )
    marks = session.scalars(sent).all()
    return len(marks), sum(1 for one in marks if one)


def all_received(session: Session) -> dict[str, int]:
    """How many observations were sent for each campaign."""
    counted = select(Observation.campaign, func.count()).where(
        Observation.campaign != "", Observation.status != "withdrawn"
    )
    return {row[0]: row[1] for row in session.execute(counted.group_by(Observation.campaign))}
