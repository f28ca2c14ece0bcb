"""Find what may be published, and read it once, in an order that tells nothing of its arrival."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from pyproj import Geod
from shapely import Point, from_wkb, get_coordinates
from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import Session, aliased

from citizen.accounts.tables import Account
from citizen.observations.tables import Observation
from citizen.photos.tables import Photo as PhotoRow
from config import site
from config.protocols.protocol import Protocol
from config.spatial import as_wkb
from exports import precision
from exports.precision import Accepted, Reach
from exports.records import Ornamental, Photo, Record, Taxon, Territory, Vote
from reference.ornamentals.tables import Ornamental as OrnamentalRow
from reference.taxa.rules import first_vernacular
from reference.taxa.tables import Taxon as TaxonRow
from reference.territories import store as territories
from reference.territories.rules import commune_of
from reference.territories.tables import Territory as TerritoryRow

LEVELS = (1, 2)  # SINP: certain and probable are published
NEVER = 4  # SINP sensitivity: not published in any form
BATCH = 1000


def published(session: Session, protocol: Protocol, only: UUID | None = None) -> Iterator[Record]:
    """Stream what anyone may know of a protocol's accepted observations, by identifier."""
    query = _accepted(protocol.code)
    if only is not None:
        query = query.where(Observation.uuid == only)
    photos = _Photos(session, protocol.code, only)
    reaches: dict[str, Reach | None] = {}
    for row in session.execute(query.execution_options(yield_per=BATCH)):
        seen = _seen(row)
        # An arrondissement's own middle would tell more than its commune.
        code = commune_of(seen.territory.code, "").code if seen.territory else ""
        if code not in reaches:
            reaches[code] = _reach(territories.outline(session, code)) if code else None
        record = precision.published(seen, protocol, _taxon(row), reaches[code])
        if record is not None:
            beside = _ornamental(row, protocol, record)
            if shown := photos.of(seen.uuid, seen.licence):
                beside["photos"] = shown
            yield replace(record, **beside) if beside else record


def votes(session: Session, protocol: Protocol) -> Iterator[Vote]:
    """Stream the answers counted by cells; who gave them is a number of this reading only."""
    people: dict[int, int] = {}
    place = as_wkb(Observation.place).label("wkb")
    query = select(
        Observation.author_id, place, Observation.observed_text, Observation.answers
    ).where(*_published(protocol.code))
    ordered = query.order_by(Observation.uuid).execution_options(yield_per=BATCH)
    for author, wkb, observed, answers in session.execute(ordered):
        middle = from_wkb(bytes(wkb)).centroid
        person = people.setdefault(author, len(people))
        yield Vote(person, middle.x, middle.y, precision.local(observed), answers)


def last_change(session: Session, protocol: str) -> datetime | None:
    """When the published observations of a protocol last changed: hidden ones do not show here."""
    last = select(func.max(Observation.changed_at)).where(*_published(protocol))
    return session.scalar(last)


def licences(session: Session, protocol: str) -> Sequence[str]:
    """Which licences the published observations of a protocol have."""
    return session.scalars(
        select(Observation.licence).where(*_published(protocol)).distinct()
    ).all()


def _published(protocol: str) -> tuple[Any, ...]:
    return (
        Observation.protocol == protocol,
        Observation.status == "accepted",
        Observation.level.in_(LEVELS),
        Observation.sensitivity < NEVER,
    )


def _accepted(protocol: str) -> Select[Any]:
    territory = aliased(TerritoryRow)
    here = and_(territory.code == Observation.territory, territory.kind.in_(COMMUNES))
    return (
        select(
            *(getattr(Observation, name) for name in OBSERVED),
            *(getattr(TaxonRow, name).label(f"taxon_{name}") for name in Taxon._fields),
            *(getattr(OrnamentalRow, n).label(f"ornamental_{n}") for n in Ornamental._fields),
            as_wkb(Observation.place).label("wkb"),
            Observation.territory.label("code"),
            territory.name.label("territory_name"),
            territory.vintage.label("vintage"),
            case((Observation.name_published, Account.name), else_="").label("signed"),
        )
        .join(Account, Account.id == Observation.author_id)
        .outerjoin(TaxonRow, TaxonRow.cd_nom == Observation.name_held)
        .outerjoin(OrnamentalRow, OrnamentalRow.id == Observation.ornamental_id)
        .outerjoin(territory, here)
        .where(*_published(protocol))
        .order_by(Observation.uuid)
    )


COMMUNES = ("commune", "arrondissement")
OBSERVED = tuple(n for n in Accepted._fields if n not in {"place", "territory", "signed"})


def _seen(row: Any) -> Accepted:
    territory = None
    if row.code:
        territory = Territory(row.code, row.territory_name or "", row.vintage or 0)
    told = dict(zip(OBSERVED, row[: len(OBSERVED)], strict=True))
    return Accepted(
        place=from_wkb(bytes(row.wkb)), territory=territory, signed=row.signed or "", **told
    )


def _ornamental(row: Any, protocol: Protocol, record: Record) -> dict[str, Any]:
    """What an ornamental says of a record: its name, and that it was planted."""
    told = Ornamental(*(getattr(row, f"ornamental_{name}") for name in Ornamental._fields))
    if told.name is None:
        return {}
    known = {"ornamental": told, "wikidata": told.wikidata or record.wikidata}
    if "naturality" not in protocol.version_of(record.protocol_version).names:
        return known
    return known | {"answers": {"naturality": told.naturality, **record.answers}}


def _taxon(row: Any) -> Taxon | None:
    told = Taxon(*row[len(OBSERVED) : len(OBSERVED) + len(Taxon._fields)])
    if told.cd_nom is None:
        return None
    return told._replace(vernacular=first_vernacular(told.vernacular))


def _reach(outline: Geometry | None) -> Reach | None:
    """The middle of a commune, and how far its farthest vertex is."""
    if outline is None:
        return None
    middle = Point(round(outline.centroid.x, 6), round(outline.centroid.y, 6))
    corners = get_coordinates(outline)
    distances = (Geod(ellps="WGS84").inv(middle.x, middle.y, x, y)[2] for x, y in corners)
    return Reach(middle, round(max(distances)) + 1)


class _Photos:
    """The public photos of a protocol's records, read beside them in the same order."""

    def __init__(self, session: Session, protocol: str, only: UUID | None) -> None:
        seen = PhotoRow.received_at <= Observation.decided_at  # by the moderators
        query = (
            select(Observation.uuid, PhotoRow.uuid)
            .join(PhotoRow, PhotoRow.observation_id == Observation.id)
            .where(*_published(protocol), PhotoRow.is_hidden.is_(False), seen)
            .order_by(Observation.uuid, PhotoRow.id)
        )
        if only is not None:
            query = query.where(Observation.uuid == only)
        self.rows = iter(session.execute(query.execution_options(yield_per=BATCH)))
        self.next: Any = next(self.rows, None)

    def of(self, uuid: UUID, licence: str) -> tuple[Photo, ...]:
        found = []
        while self.next is not None and self.next[0] <= uuid:
            if self.next[0] == uuid:
                address = f"{site.url()}/photos/{self.next[1]}-1024.jpg"
                found.append(Photo(address, "image/jpeg", licence))
            self.next = next(self.rows, None)
        return tuple(found)
