"""Read observations whole, with their names, their commune and their photos."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from shapely import from_wkb
from sqlalchemy import Select, and_, case, or_, select
from sqlalchemy.orm import Session, aliased

from citizen.accounts.tables import Account
from citizen.observations.tables import Observation
from citizen.photos.tables import Photo as PhotoRow
from citizen.sounds.rules import KINDS
from citizen.sounds.tables import SoundRow
from config import site
from config.protocols.protocol import Protocol
from config.spatial import as_wkb
from exports.identifications import store as identifications
from exports.identifications.rules import Former
from exports.precision import Accepted
from exports.records import Ornamental, Photo, Sound, Taxon, Territory
from reference.ornamentals.tables import Ornamental as OrnamentalRow
from reference.taxa.rules import first_vernacular
from reference.taxa.tables import Taxon as TaxonRow
from reference.territories.tables import Territory as TerritoryRow

ACCEPTED, MERGED = "accepted", "duplicate"
LEVELS = (1, 2)  # SINP: certain and probable are published
NEVER = 4  # SINP sensitivity: not published in any form
BATCH = 1000
COMMUNES = ("commune", "arrondissement")
KNOWN = Accepted._fields[:-1]  # former names are read beside
PLACE, TERRITORY, SIGNED = map(KNOWN.index, ("place", "territory", "signed"))


def published(protocol: str) -> tuple[Any, ...]:
    """The conditions of what is published by itself."""
    return (
        Observation.protocol == protocol,
        Observation.status == ACCEPTED,
        Observation.level.in_(LEVELS),
        Observation.sensitivity < NEVER,
    )


def shown(protocol: str) -> tuple[Any, ...]:
    """The same, and of what was merged: it stands in where what it repeats is withdrawn."""
    return (
        Observation.protocol == protocol,
        Observation.status.in_((ACCEPTED, MERGED)),
        Observation.level.in_(LEVELS),
        Observation.sensitivity < NEVER,
    )


def rows(*where: Any) -> Select[Any]:
    """Ask for observations whole, in the order of their identifiers."""
    territory = aliased(TerritoryRow)
    here = and_(territory.code == Observation.territory, territory.kind.in_(COMMUNES))
    asked: dict[str, Any] = {
        "place": as_wkb(Observation.place).label("wkb"),
        "territory": Observation.territory.label("code"),
        "signed": case((Observation.name_published, Account.name), else_="").label("signed"),
    }
    return (
        select(
            *(asked[name] if name in asked else getattr(Observation, name) for name in KNOWN),
            *(getattr(TaxonRow, name).label(f"taxon_{name}") for name in Taxon._fields),
            *(getattr(OrnamentalRow, n).label(f"ornamental_{n}") for n in Ornamental._fields),
            Observation.status.label("status"),
            Observation.part_of.label("part_of"),
            territory.name.label("territory_name"),
            territory.vintage.label("vintage"),
        )
        .join(Account, Account.id == Observation.author_id)
        .outerjoin(TaxonRow, TaxonRow.cd_nom == Observation.name_held)
        .outerjoin(OrnamentalRow, OrnamentalRow.id == Observation.ornamental_id)
        .outerjoin(territory, here)
        .where(*where)
        .order_by(Observation.uuid)
    )


def seen(row: Any, former: tuple[Former, ...] = ()) -> Accepted:
    told: list[Any] = [*row[: len(KNOWN)], former]
    told[PLACE] = from_wkb(bytes(row.wkb))
    if row.code:
        told[TERRITORY] = Territory(row.code, row.territory_name or "", row.vintage or 0)
    told[SIGNED] = row.signed or ""
    return Accepted._make(told)


def taxon(row: Any) -> Taxon | None:
    told = row[len(KNOWN) : len(KNOWN) + len(Taxon._fields)]
    return named(told) if told[0] is not None else None


@lru_cache(maxsize=1024)  # the same few names come back on most rows
def named(told: tuple[Any, ...]) -> Taxon:
    """The name of TAXREF that the columns of a row tell."""
    taxon = Taxon._make(told)
    return taxon._replace(vernacular=first_vernacular(taxon.vernacular))


def ornamental(row: Any) -> Ornamental | None:
    at = len(KNOWN) + len(Taxon._fields)
    told = Ornamental._make(row[at : at + len(Ornamental._fields)])
    return told if told.name is not None else None


class Beside:
    """The public photos or sounds of a protocol's records, read beside them in the same order."""

    def __init__(self, session: Session, kind: "Kind", protocol: str, only: UUID | None) -> None:
        query = kind.asked().where(*published(protocol))
        if only is not None:
            query = query.where(Observation.uuid == only)
        self.told = kind.told
        self.found = session.execute(query.execution_options(yield_per=BATCH))
        self.rows = iter(self.found)
        self.next: Any = next(self.rows, None)

    def close(self) -> None:
        """Let go of the cursor: photos of what is told with others are left unread."""
        self.found.close()

    def of(self, uuid: UUID) -> tuple[Any, ...]:
        found = []
        while self.next is not None and self.next[0] <= uuid:
            if self.next[0] == uuid:
                found.append(self.told(self.next))
            self.next = next(self.rows, None)
        return tuple(found)


def of_each(session: Session, kind: "Kind", uuids: Iterable[UUID]) -> dict[UUID, tuple[Any, ...]]:
    """The photos or sounds of observations that were accepted, or merged by one who saw them."""
    found: dict[UUID, tuple[Any, ...]] = {}
    held = or_(Observation.status == ACCEPTED, Observation.status == MERGED)
    for row in session.execute(kind.asked().where(Observation.uuid.in_([*uuids]), held)):
        found[row[0]] = (*found.get(row[0], ()), kind.told(row))
    return found


def _photos() -> Any:
    """Ask for the photos that the moderators saw."""
    return (
        select(Observation.uuid, PhotoRow.uuid, Observation.licence)
        .join(PhotoRow, PhotoRow.observation_id == Observation.id)
        .where(PhotoRow.is_hidden.is_(False), PhotoRow.left_at.is_(None))
        .where(PhotoRow.received_at <= Observation.decided_at)
        .order_by(Observation.uuid, PhotoRow.id)
    )


def _photo(row: Any) -> Photo:
    return Photo(f"{site.url()}/photos/{row[1]}-1024.jpg", "image/jpeg", row[2])


def _sounds() -> Any:
    """Ask for the sounds that the moderators heard."""
    told = (SoundRow.uuid, Observation.licence, SoundRow.media_type, SoundRow.seconds)
    return (
        select(Observation.uuid, *told)
        .join(SoundRow, SoundRow.observation_id == Observation.id)
        .where(SoundRow.is_hidden.is_(False))
        .where(SoundRow.received_at <= Observation.decided_at)
        .order_by(Observation.uuid, SoundRow.id)
    )


def _sound(row: Any) -> Sound:
    address = f"{site.url()}/sounds/{row[1]}.{KINDS[row.media_type]}"
    return Sound(address, row.media_type, round(row.seconds, 1), row[2])


class Kind(NamedTuple):
    """What goes with observations: how it is asked for, and told."""

    asked: Callable[[], Any]
    told: Callable[[Any], Any]


PHOTOS, SOUNDS = Kind(_photos, _photo), Kind(_sounds, _sound)
FORMER = (  # by their authors, by moderators
    Kind(identifications.cited, identifications.of_author),
    Kind(identifications.decided, identifications.of_decision),
)


def evidence(protocol: Protocol) -> dict[str, Kind]:
    """What may go with the observations of a protocol, by the name a record has for it."""
    return {"photos": PHOTOS} | ({"sounds": SOUNDS} if protocol.ever_asks("sound") else {})
