"""Gather what is known beside an observation, look at it, and keep what looks unlikely.

Only what is public, or the author's own, is gathered: what they are told gives nobody away.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from shapely import Point, from_wkb
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, undefer

from citizen.observations.rules import OPEN_STATUSES, days
from citizen.observations.tables import Observation
from citizen.plausibility import store as flags
from citizen.plausibility.rules import FELT, HOUR, KNOWN_PLACE, Flag, Other, Seen, Species
from citizen.plausibility.rules import flags as unlikely
from config import spatial, towns
from config.database import ask
from config.protocols import protocol
from config.spatial import as_wkb
from reference.taxa import store as taxa
from reference.taxa.editions.taxref import by_territory
from reference.taxa.rules import status_in
from reference.territories import store as territories
from reference.territories.rules import commune_of, department_of
from reference.weather import store as weather

LATELY = 150  # observations of an author that are looked at
KEPT = {"2", "3"}  # occNaturalite of SINP: grown or kept, planted
SPECIES = "ES"  # TAXREF: what is above or below is not known by its season
MEMO = "known beside arrivals"  # what a transaction asked once, for all the items of a batch

Sent = tuple[UUID, Other]
_codes: WeakKeyDictionary[Any, dict[int, str]] = WeakKeyDictionary()


def look(session: Session, found: Observation) -> list[Flag]:
    """Say what looks unlikely in an observation that was just kept or corrected, and keep it."""
    seen = unlikely(_beside(session, found))
    flags.keep(session, found.id, found.version, seen)
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
        is_here=_is_here(session, found.territory),
        received_at=found.received_at if found.version == 1 else found.changed_at,
        others=_others(session, found, middle) if is_instant else (),
        species=species,
        air_c=_air(session, found),
        genus=(species.name if species else found.cited_name).split(" ")[0],
    )


def _memo(session: Session) -> dict[Any, Any]:
    """What this session asked already; it lasts as long as its transaction."""
    memo: dict[Any, Any] = session.info.setdefault(MEMO, {})
    return memo


def _is_here(session: Session, territory: str | None) -> bool | None:
    """Whether a commune is the town; nothing when nobody knows where the town lies."""
    codes, town = _codes.setdefault(session.get_bind(), {}), towns.served()
    if town not in codes:
        codes[town] = towns.served_town(session).code
    if territory is not None:
        return commune_of(territory).code == commune_of(codes[town]).code
    return False if territories.has_outline(session, codes[town]) else None


def _others(session: Session, found: Observation, middle: Point) -> list[Other]:
    """What the author observed at about the same time, among what they sent lately."""
    memo, hour = _memo(session), found.observed_at.replace(minute=0, second=0, microsecond=0)
    key = (found.author_id, hour)
    if key not in memo:
        memo[key] = _sent(session, found, hour)
    others = [other for uuid, other in memo[key] if uuid != found.uuid]
    mine = Other(
        found.observed_at, middle.x, middle.y, found.accuracy_m, found.place_source, found.protocol
    )
    for near in (hour - HOUR, hour, hour + HOUR):  # for those that come with it
        memo.get((found.author_id, near), []).append((found.uuid, mine))
    return others


LATELY_SENT = (
    select(Observation.id)
    .where(Observation.author_id == bindparam("author"), Observation.id != bindparam("number"))
    .where(towns.is_served(Observation))
    .order_by(Observation.id.desc())
    .limit(LATELY)
)
BESIDE = select(
    Observation.uuid, Observation.observed_at, as_wkb(Observation.place).label("wkb"),
    Observation.accuracy_m, Observation.place_source, Observation.protocol,
).where(
    Observation.id.in_(LATELY_SENT),
    Observation.time_precision == "minute",
    Observation.status != "withdrawn",
    Observation.observed_at.between(bindparam("first"), bindparam("last")),
)  # fmt: skip


def _sent(session: Session, found: Observation, hour: datetime) -> list[Sent]:
    """The observations of an hour and its edges, of those an author sent lately."""
    told = {
        "author": found.author_id, "number": found.id,
        "first": hour - HOUR / 2, "last": hour + 3 * HOUR / 2,
    }  # fmt: skip
    return [(row.uuid, _other(row)) for row in ask(session, BESIDE, told)]


def _other(row: Any) -> Other:
    middle = from_wkb(bytes(row.wkb)).centroid
    at, reach = (middle.x, middle.y), row.accuracy_m
    return Other(row.observed_at, *at, reach, row.place_source, row.protocol)


def _species(session: Session, found: Observation) -> Species | None:
    """What is public of the species an author names, here."""
    if found.cd_nom is None:
        return None
    memo, key = _memo(session), (found.cd_nom, found.territory)
    if key not in memo:
        memo[key] = _known(session, found.cd_nom, found.territory)
    known: Species | None = memo[key]
    told = protocol(found.protocol, found.protocol_version).terms("sinp", found.answers)
    return known and known._replace(is_wild=told.get("occNaturalite") not in KEPT)


def _known(session: Session, cd_nom: int, territory: str | None) -> Species | None:
    taxon = taxa.told(session, {cd_nom}).get(cd_nom)
    if taxon is None:
        return None
    told, department = by_territory(taxon.territories), department_of(territory or "")
    status = status_in(told, taxon.fr_status, department)
    if taxon.rank != SPECIES or not territory:
        return Species(taxon.name, status if taxon.rank == SPECIES else "", {}, False)
    commune = commune_of(territory).code
    by_month = taxa.seen_by_month(session, taxon.cd_ref, commune)
    is_known = not by_month and taxa.has_sightings(session, commune, KNOWN_PLACE)
    return Species(taxon.name, status, by_month, is_known)


def _air(session: Session, found: Observation) -> float | None:
    """The air of that hour, where how it felt was asked."""
    if found.time_precision not in {"minute", "hour"}:
        return None
    if not any(
        question.scale in FELT
        for question in protocol(found.protocol, found.protocol_version).asked
    ):
        return None
    return weather.air(session, found.observed_at)
