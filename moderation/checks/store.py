"""Gather what the checks of an observation rest on, each thing read once.

What is counted by month and by place is what the country's search also counts: records published
with their exact place; what lies near is only what the reader may judge. So no evidence gives a
hidden record away.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from citizen.accounts.rules import Caller
from citizen.evidence.intake import conflicts_of
from citizen.evidence.rules import Conflict
from citizen.observations import store as observations
from citizen.observations.arrival import store as arrival
from citizen.observations.lately import store as lately
from citizen.observations.rules import days
from citizen.observations.tables import Observation
from citizen.photos import store as photos
from citizen.photos.tables import Photo
from citizen.plausibility import store as plausibility
from citizen.plausibility.rules import HOUR, Flag
from config.places import metres_apart
from config.protocols import protocol
from moderation.checks.evidence import around, months, size, weather
from moderation.checks.evidence.camera import camera
from moderation.checks.evidence.date import date
from moderation.checks.evidence.duplicates import Reach, duplicates
from moderation.checks.evidence.person import person
from moderation.checks.evidence.status import status
from moderation.checks.evidence.territory import territory
from moderation.checks.nearby import store as nearby
from moderation.checks.nearby.store import Near, Reused, twin
from moderation.checks.rules import Check
from reference.taxa import store as taxa
from reference.taxa.tables import Sighting, Taxon
from reference.territories import store as territories
from reference.territories.rules import commune_of

LOOKED_AT = 500  # published records of a taxon: the newest
OF_NAMES = {"not-in-country", "vagrant", "first-here", "out-of-season"}


class Read(NamedTuple):
    """What is read of an observation once, for its checks and for the page they stand on."""

    flags: Sequence[Flag]
    photos: Sequence[Photo]
    conflicts: Mapping[UUID, Iterable[Conflict]]
    near: Sequence[Near]
    reused: Reused
    commune: str  # the name of the one it lies in; "" outside those we know


def read(session: Session, found: Observation, reader: Caller) -> Read:
    """Read it, for who reads nothing else."""
    known = photos.there(session, found.id)
    names = territories.names(session, [found.territory] if found.territory else [])
    return Read(
        plausibility.of(session, found.id, found.version),
        known,
        conflicts_of(found, known),
        nearby.near(session, found, reader),
        nearby.reused(session, found, reader),
        names.get(found.territory or "", ""),
    )


def checks(session: Session, found: Observation, known: Read) -> list[Check]:
    """Say all that the machine looked at in an observation, for a moderator within their scope."""
    asked, flags = protocol(found.protocol, found.protocol_version), known.flags
    here = arrival.is_here(session, found.territory)
    return [
        date(found.observed_at, found.received_at, flags),
        territory(here, found.territory, known.commune),
        *(_of_name(session, found, flags) if asked.asks("taxon") else ()),
        *([_size(session, found, flags)] if size.is_of(asked) else ()),
        *([_weather(session, found, flags)] if weather.is_of(asked) else ()),
        camera(known.photos, known.conflicts),
        _duplicates(found, known),
        person(_beside(session, found), flags),
    ]


def _of_name(session: Session, found: Observation, flags: Sequence[Flag]) -> list[Check]:
    """What rests on the name held: its status here, its months, its range."""
    taxon = _named(session, found)
    if found.name_held != found.cd_nom:  # what was raised on arrival was of another name
        flags = [flag for flag in flags if flag.code not in OF_NAMES]
    told = arrival.status_here(taxon, found.territory) if taxon else ""
    is_wild = arrival.is_wild(found)
    return [
        status(taxon.name if taxon else "", told, is_wild, flags),
        months.months(_months(session, found, taxon), flags),
        around.around(_around(session, found, taxon)),
    ]


def _named(session: Session, found: Observation) -> Taxon | None:
    return taxa.of_cd_nom(session, found.name_held) if found.name_held else None


def _months(session: Session, found: Observation, taxon: Taxon | None) -> months.Months | None:
    if taxon is None or found.territory is None:
        return None
    first, last = days(found.observed_text, found.time_precision)
    is_of_one = (first.year, first.month) == (last.year, last.month)
    by_month = taxa.seen_by_month(session, taxon.cd_ref, commune_of(found.territory).code)
    return months.counted(by_month, first.month if is_of_one else None)


def _around(
    session: Session, found: Observation, taxon: Taxon | None
) -> list[around.Point] | None:  # fmt: skip
    """The records of a taxon published with their exact place, but this one."""
    if taxon is None:
        return None
    query = (
        select(Observation)
        .join(Sighting, Sighting.uuid == Observation.uuid)
        .where(Sighting.cd_ref == taxon.cd_ref, Observation.id != found.id)
        .options(undefer(Observation.place))
        .order_by(Sighting.id.desc())
        .limit(LOOKED_AT)
    )
    here = observations.place(found)
    places = [(one.uuid, observations.place(one)) for one in session.scalars(query)]
    middles = [(uuid, shape, shape.centroid) for uuid, shape in places]
    return [
        around.Point(uuid, metres_apart(here, shape), round(at.y, 5), round(at.x, 5))
        for uuid, shape, at in middles
    ]


def _size(session: Session, found: Observation, flags: Sequence[Flag]) -> Check:
    asked, taxon = protocol(found.protocol, found.protocol_version), _named(session, found)
    genus = (taxon.name if taxon else found.cited_name).split(" ")[0]
    return size.size(asked, found.answers, genus, flags)


def _weather(session: Session, found: Observation, flags: Sequence[Flag]) -> Check:
    asked = protocol(found.protocol, found.protocol_version)
    return weather.weather(asked, found.answers, arrival.air(session, found), flags)


def _duplicates(found: Observation, known: Read) -> Check:
    near = protocol(found.protocol).duplicates
    reach = Reach(near.metres, near.hours) if near else None
    twins = [twin(found, one) for one in known.near] if near else None
    seen = [one.uuid for one in known.reused.seen]
    return duplicates(twins, reach, seen, known.reused.others, known.flags)


def _beside(session: Session, found: Observation) -> int | None:
    """How many others its account observed within half an hour; nothing without the minute."""
    if found.time_precision != "minute":
        return None
    middle: Any = observations.place(found).centroid
    sent = lately.others(session, found, middle)
    return sum(1 for one in sent if abs(one.observed_at - found.observed_at) <= HOUR / 2)
