"""Count what is public, and the author's own, around what was just sent."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from shapely import from_wkb
from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from citizen.observations import store as observations
from citizen.observations.rules import days
from citizen.observations.tables import Observation
from citizen.observations.visits import store as visits
from citizen.observations.visits.rules import ACCEPTED, PUBLISHED
from config import clock
from config.protocols import protocol
from config.spatial import as_wkb
from exports.provisional.rules import ALL, SPECIES
from exports.thanks.rules import MOST, Brought
from moderation.decisions.tables import Decision
from moderation.opinions.store import is_listed
from moderation.sensitivity.store import Rulebook
from reference.sensitivity.rules import EXACT
from reference.taxa import store as taxa
from reference.taxa.tables import Taxon
from reference.territories import store as territories

RECENT = timedelta(days=30)
OPEN = ("submitted", "questioned", ACCEPTED)
DISTRICT = "district"


def delays(session: Session, protocol: str) -> Sequence[tuple[datetime, datetime]]:
    """When observations were received, and first answered, in the last month."""
    first = func.min(Decision.taken_at)
    asked = (
        select(Observation.received_at, first)
        .join(Decision, Decision.observation_id == Observation.id)
        .where(Observation.protocol == protocol, Observation.origin == "")
        .where(Decision.automatic.is_(None), Decision.undone_at.is_(None))
        .group_by(Observation.id)
        .having(first > clock.now() - RECENT)
    )
    return [(received, answered) for received, answered in session.execute(asked)]


def brought(session: Session, found: Observation) -> Brought | None:
    """Say which one it is here this year; nothing of what is fragile, hidden or unnamed."""
    taxon = taxa.of_cd_nom(session, found.cd_nom) if found.cd_nom else None
    if not found.territory or not _may_be_told(session, found, taxon):
        return None
    year = days(found.observed_text, found.time_precision)[0].year
    place = observations.place(found)
    zones = [one for one in territories.zones_holding(session, place) if one.kind == DISTRICT]
    alike = session.execute(_alike(found, taxon, year).limit(MOST + 1)).all()
    if zones:
        drawn = territories.zone(session, zones[0].code)
        alike = [one for one in alike if drawn and drawn[1].intersects(from_wkb(bytes(one.wkb)))]
    if len(alike) > MOST:
        return None
    here = zones[0] if zones else territories.of_code(session, found.territory)
    name = taxon.vernacular or taxon.name if taxon else ""
    rank = _public_or_own(session, found, [one[0] for one in alike]) + 1
    return Brought(rank, name, here.name, bool(zones), year) if here else None


def _may_be_told(session: Session, found: Observation, taxon: Taxon | None) -> bool:
    """Whether counting it tells nobody of something fragile, and tells something at all."""
    named = taxon is not None and taxon.rank in SPECIES
    if found.of is not None or not (named or protocol(found.protocol).provisional == ALL):
        return False
    touched = Rulebook(session).may_touch(found) or (taxon and is_listed(session, taxon.cd_ref))
    return not touched and visits.precision(session, found) == EXACT


def _alike(found: Observation, taxon: Taxon | None, year: int) -> Select[Any]:
    """What is of the same taxon, else of the same protocol, in its commune and year."""
    first, last = (datetime(one, 1, 1, tzinfo=UTC) for one in (year, year + 1))
    is_public = Observation.level.in_(PUBLISHED) & (Observation.status == ACCEPTED)
    is_own = (Observation.author_id == found.author_id) & Observation.status.in_(OPEN)
    told: Any = (Observation, as_wkb(Observation.place).label("wkb"))
    asked: Select[Any] = select(*told).where(
        Observation.protocol == found.protocol,
        Observation.territory == found.territory,
        Observation.observed_at.between(first, last),
        Observation.sensitivity == 0,
        Observation.id != found.id,
        Observation.part_of.is_(None),
        or_(is_public, is_own),
    )
    if taxon is None:
        return asked
    held = select(Taxon.cd_nom).where(Taxon.cd_ref == taxon.cd_ref)
    return asked.where(Observation.name_held.in_(held), Observation.ornamental_id.is_(None))


def _public_or_own(session: Session, found: Observation, alike: Sequence[Observation]) -> int:
    shown = visits.precisions(session, alike) if alike else {}
    return sum(one.author_id == found.author_id or shown[one.uuid] == EXACT for one in alike)
