"""Gather what is known beside an observation, look at it, and keep what looks unlikely.

Only what is public, or the author's own, is gathered: what they are told gives nobody away.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from citizen.observations.lately import store as lately
from citizen.observations.lately.store import memo_of
from citizen.observations.rules import OPEN_STATUSES, days
from citizen.observations.tables import Observation
from citizen.plausibility import store as flags
from citizen.plausibility.rules import FELT, HOUR, KNOWN_PLACE, Flag, Seen, Species
from citizen.plausibility.rules import flags as unlikely
from config import spatial, towns
from config.protocols import protocol
from reference.taxa import store as taxa
from reference.taxa.editions.taxref import by_territory
from reference.taxa.rules import status_in
from reference.territories.codes import store as territory_codes
from reference.territories.rules import commune_of, department_of
from reference.weather import store as weather

KEPT = {"2", "3"}  # occNaturalite of SINP: grown or kept, planted
SPECIES = "ES"  # TAXREF: what is above or below is not known by its season

_codes: WeakKeyDictionary[Any, dict[int, str]] = WeakKeyDictionary()


def look(session: Session, found: Observation) -> list[Flag]:
    """Say what looks unlikely in an observation that was just kept or corrected, and keep it."""
    seen = unlikely(_beside(session, found))
    flags.keep(session, found.id, found.version, seen)
    return seen


def look_at_all(session: Session, found: Sequence[Observation]) -> dict[int, list[Flag]]:
    """The same for observations that were just kept together, by their rows."""
    seen = {one.id: unlikely(_beside(session, one)) for one in found}
    flags.keep_each(session, {(one.id, one.version): seen[one.id] for one in found})
    return seen


def look_again(session: Session, found: Observation) -> list[Flag]:
    """The same for one that was looked at before, now that more is known."""
    seen = unlikely(_beside(session, found))
    flags.replace(session, found.id, found.version, seen)
    return seen


def open_between(session: Session, first: datetime, last: datetime) -> Sequence[Observation]:
    """The observations of some hours that nobody has decided on."""
    waiting = select(Observation).where(
        Observation.observed_at.between(first - HOUR, last + HOUR),
        Observation.status.in_(OPEN_STATUSES),
    )
    drawn = waiting.options(undefer(Observation.place)).order_by(Observation.id)
    return session.scalars(drawn).all()


def _beside(session: Session, found: Observation) -> Seen:
    asked = protocol(found.protocol, found.protocol_version)
    middle = spatial.shape_of(found.place).centroid
    first, last = days(found.observed_text, found.time_precision)
    is_instant = found.time_precision == "minute"
    species = _species(session, found)
    return Seen(
        protocol=asked,
        answers=found.answers,
        observed_at=found.observed_at,
        month=first.month if (first.year, first.month) == (last.year, last.month) else None,
        is_instant=is_instant,
        longitude=middle.x,
        latitude=middle.y,
        accuracy_m=found.accuracy_m,
        place_source=found.place_source,
        is_here=is_here(session, found.territory),
        received_at=found.received_at if found.version == 1 else found.changed_at,
        others=lately.others(session, found, middle) if is_instant else (),
        species=species,
        air_c=air(session, found),
        genus=(species.name if species else found.cited_name).split(" ")[0],
    )


def is_here(session: Session, territory: str | None) -> bool | None:
    """Whether a commune is the town; nothing when nobody knows where the town lies."""
    codes, town = _codes.setdefault(session.get_bind(), {}), towns.served()
    if town not in codes:
        codes[town] = towns.served_town(session).code
    if territory is not None:
        return commune_of(territory).code == commune_of(codes[town]).code
    return False if territory_codes.has_outline(session, codes[town]) else None


def _species(session: Session, found: Observation) -> Species | None:
    """What is public of the species an author names, here."""
    if found.cd_nom is None:
        return None
    memo, key = memo_of(session), (found.cd_nom, found.territory)
    if key not in memo:
        memo[key] = _known(session, found.cd_nom, found.territory)
    known: Species | None = memo[key]
    return known and known._replace(is_wild=is_wild(found))


def is_wild(found: Observation) -> bool:
    """Whether what was observed was neither planted, grown nor kept, as its protocol tells it."""
    told = protocol(found.protocol, found.protocol_version).terms("sinp", found.answers)
    return told.get("occNaturalite") not in KEPT


def status_here(taxon: Any, territory: str | None) -> str:
    """The status of a species where a commune lies, by TAXREF; "" when it does not tell."""
    if taxon.rank != SPECIES:
        return ""
    told, department = by_territory(taxon.territories), department_of(territory or "")
    return status_in(told, taxon.fr_status, department)


def _known(session: Session, cd_nom: int, territory: str | None) -> Species | None:
    taxon = taxa.told(session, {cd_nom}).get(cd_nom)
    if taxon is None:
        return None
    status = status_here(taxon, territory)
    if taxon.rank != SPECIES or not territory:
        return Species(taxon.name, status, {}, False)
    commune = commune_of(territory).code
    by_month = taxa.seen_by_month(session, taxon.cd_ref, commune)
    is_known = not by_month and taxa.has_sightings(session, commune, KNOWN_PLACE)
    return Species(taxon.name, status, by_month, is_known)


def air(session: Session, found: Observation) -> float | None:
    """The air of that hour, where how it felt was asked."""
    if found.time_precision not in {"minute", "hour"}:
        return None
    if not any(
        question.scale in FELT
        for question in protocol(found.protocol, found.protocol_version).asked
    ):
        return None
    return weather.air(session, found.observed_at)
