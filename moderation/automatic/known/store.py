"""What is known of an observation before people look at it: of its author, its taxon, its place."""

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from citizen.observations import store as observations
from citizen.observations.duplicates.store import around
from citizen.observations.rules import days
from citizen.observations.tables import Observation
from citizen.photos import store as photos
from citizen.photos.tables import Photo
from moderation.opinions import store as opinions
from moderation.opinions.automatic.rules import Evidence
from moderation.opinions.rules import Facts
from moderation.readings.rules import wilson
from moderation.sensitivity.store import Rulebook
from reference.taxa import store as taxa
from reference.taxa.tables import Sighting
from reference.territories.rules import commune_of

SPECIES = {"ES", "SSES", "VAR", "SVAR", "FO", "SSFO", "CAR"}  # TAXREF: a species or finer
PRECISE_M = 50
JUDGED = ("accepted", "doubtful", "rejected", "unassessable")
GONE = ("withdrawn", "rejected")


def facts(session: Session, found: Observation) -> Facts:
    """What rules look at, were it what its author says; hidden by the rules of today too."""
    due = Rulebook(session).ruling(found, found.cd_nom).level
    return opinions.facts(session, found, found.cd_nom, due)


def newly_come(session: Session, found: Observation) -> bool:
    """Whether nothing its author had sent before was accepted by a person."""
    before = select(Observation.id).where(
        Observation.author_id == found.author_id,
        Observation.status == "accepted",
        Observation.automatic.is_(False),
        Observation.id != found.id,
        Observation.received_at <= found.received_at,
    )
    return session.scalar(before.limit(1)) is None


def is_first(session: Session, found: Observation, told: Facts) -> bool:
    """Whether its taxon is published nowhere else in its commune, or its commune is unknown."""
    return not any(seen(session, found, told).values())


def seen(session: Session, found: Observation, told: Facts) -> dict[int, int]:
    """What is published of its taxon in its commune by month, itself left out."""
    if told.cd_ref is None or not found.territory:
        return {}
    by_month = taxa.seen_by_month(session, told.cd_ref, commune_of(found.territory).code)
    own = session.scalar(select(Sighting.month).where(Sighting.uuid == found.uuid))
    return {month: number - (month == own) for month, number in by_month.items()}


def repeats(session: Session, found: Observation, told: Facts) -> bool:
    """Whether it may be of what another is of: near, that day, the same; or the same photo."""
    if found.of is not None or found.part_of is not None or _shares_a_photo(session, found):
        return True
    day = days(found.observed_text, found.time_precision)
    return any(
        one.id != found.id
        and one.status not in GONE
        and days(one.observed_text, one.time_precision) == day
        and opinions.facts(session, one, one.name_held).cd_ref == told.cd_ref
        for one in around(session, observations.place(found), found.protocol)
    )


def _shares_a_photo(session: Session, found: Observation) -> bool:
    files = select(Photo.sha256).where(Photo.observation_id == found.id)
    other = select(Photo.id).where(Photo.sha256.in_(files), Photo.observation_id != found.id)
    return session.scalar(other.limit(1)) is not None


def weighed(
    session: Session, found: Observation, told: Facts, never: frozenset[str]
) -> Evidence:  # fmt: skip
    taxon = taxa.of_cd_nom(session, found.cd_nom) if found.cd_nom else None
    first, last = days(found.observed_text, found.time_precision)
    is_precise = found.accuracy_m is not None and found.accuracy_m <= PRECISE_M
    months = {first.month, last.month}
    return Evidence(
        photo=float(bool(photos.there(session, found.id))),
        species=float(taxon is not None and taxon.rank in SPECIES),
        sure=float(found.certainty == "sure"),
        author=agreement(session, found, told.group),
        season=float(any(seen(session, found, told).get(one, 0) > 0 for one in months)),
        place=float(found.place_source in {"gps", "photo"} and is_precise),
        never=never,
    )


def agreement(session: Session, found: Observation, group: str) -> float:
    """How often people held what its author had said before in a group: the low end, 0 to 1."""
    query = select(Observation.status, func.count()).where(*_judged_before(found, group))
    held = _held()
    rows = session.execute(query.add_columns(held).group_by(Observation.status, held)).all()
    good = sum(row[1] for row in rows if row[0] == "accepted" and row[2])
    return wilson(good, sum(row[1] for row in rows))[0]


def _held() -> ColumnElement[bool]:
    """Whether moderators kept the name that was cited."""
    return or_(
        Observation.held_cd_nom.is_(None), Observation.held_cd_nom == Observation.cd_nom
    ).label("held")


def _judged_before(found: Observation, group: str) -> tuple[ColumnElement[bool], ...]:
    return (
        Observation.author_id == found.author_id,
        Observation.id != found.id,
        Observation.received_at <= found.received_at,
        Observation.status.in_(JUDGED),
        Observation.group == group,
        Observation.automatic.is_(False),
    )
