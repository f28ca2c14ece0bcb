"""Find what may be published, and read it once, in an order that tells nothing of its arrival."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from datetime import datetime
from typing import Any
from uuid import UUID

from pyproj import Geod
from shapely import Point, from_wkb, get_coordinates
from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from citizen.observations.tables import Observation
from config.protocols.protocol import Protocol
from config.spatial import as_wkb
from exports import precision, twins
from exports.identifications.rules import Former
from exports.identifications.store import Judge
from exports.lasting import rules as lasting
from exports.lasting.store import Several
from exports.precision import Accepted, Reach
from exports.records import Ornamental, Record, Taxon, Vote
from exports.rows import store as rows
from exports.rows.store import ACCEPTED, BATCH, Beside
from reference.territories import store as territories
from reference.territories.rules import commune_of


def published(
    session: Session, protocol: Protocol, only: UUID | None = None, campaign: str = ""
) -> Iterator[Record]:
    """Stream what anyone may know of a protocol's accepted observations, by identifier.

    Those of one thing are one record. only: an observation, or any of those its record tells.
    campaign: only what is told to be of it, hence shown at its exact place.
    """
    found = _published(session, protocol, only, campaign)
    return (one for one in found if one.campaign == campaign) if campaign else found


def _published(
    session: Session, protocol: Protocol, only: UUID | None, campaign: str
) -> Iterator[Record]:
    several = Several(session, protocol, only)
    wanted = several.face_of(only) if only is not None else None
    query = rows.rows(*rows.shown(protocol.code), *_only(several, wanted, campaign))
    reaches = _Reaches(session)
    with ExitStack() as opened:
        beside = {
            name: opened.enter_context(closing(Beside(session, kind, protocol.code, wanted)))
            for name, kind in rows.evidence(protocol).items()
        }
        former = Formers(session, protocol, wanted, opened)
        for row in session.execute(query.execution_options(yield_per=BATCH)):
            record = None
            if one := several.things.get(row.uuid):
                record = _of_several(one, protocol, reaches)
            elif row.status == ACCEPTED and row.uuid not in several.parts:
                record = _of_one((row, former.of(row)), protocol, reaches, beside)
            if record is not None:
                yield record


def _only(several: Several, wanted: UUID | None, campaign: str) -> list[Any]:
    """The conditions that leave out what nobody asked for."""
    if wanted is not None:
        return [Observation.uuid == wanted]
    if campaign:
        together = several.faces_of(campaign)
        return [or_(Observation.campaign == campaign, Observation.uuid.in_(together))]
    return []


class Formers:
    """The former names of observations, read beside them in the same order, judged by the rules."""

    def __init__(
        self, session: Session, protocol: Protocol, only: UUID | None, opened: ExitStack
    ) -> None:
        self.judge = Judge(session, protocol.code)
        self.read = [
            opened.enter_context(closing(Beside(session, kind, protocol.code, only)))
            for kind in rows.FORMER
        ]

    def of(self, row: Any) -> tuple[Former, ...]:
        return self.judge.of(row, tuple(one for read in self.read for one in read.of(row.uuid)))


def _of_one(
    read: tuple[Any, tuple[Former, ...]],
    protocol: Protocol,
    reaches: "_Reaches",
    evidence: Mapping[str, Beside],
) -> Record | None:
    row, former = read
    seen, taxon = rows.seen(row, former), rows.taxon(row)
    record = _told(seen, protocol, taxon, reaches)
    if record is None:
        return None
    beside = _ornamental(rows.ornamental(row), protocol, record)
    beside |= lasting.alone(seen, record, protocol)
    shown = {name: read.of(seen.uuid) for name, read in evidence.items()}
    beside |= {name: found for name, found in shown.items() if found}
    return record._replace(**beside) if beside else record


def _of_several(one: lasting.Thing, protocol: Protocol, reaches: "_Reaches") -> Record | None:
    seen, named = lasting.combined(one), lasting.named(one)
    record = _told(seen, protocol, named.taxon, reaches)
    if record is None:
        return None
    beside = _ornamental(named.ornamental, protocol, record)
    return record._replace(**beside | lasting.beside(one, record, protocol))


def _told(
    seen: Accepted, protocol: Protocol, taxon: Taxon | None, reaches: "_Reaches"
) -> Record | None:
    """What anyone may know of an observation, and of any other that differs in its secrets."""
    commune = reaches.of(seen)

    def told(one: Accepted) -> Record | None:
        return precision.published(one, protocol, taxon, commune)

    record = told(seen)
    return record and twins.checked(seen, record, told)


def votes(session: Session, protocol: Protocol) -> Iterator[Vote]:
    """Stream the answers counted by cells; who gave them is a number of this reading only."""
    people: dict[int, int] = {}
    place = as_wkb(Observation.place).label("wkb")
    query = select(
        Observation.author_id, place, Observation.observed_text, Observation.answers
    ).where(*rows.published(protocol.code))
    ordered = query.order_by(Observation.uuid).execution_options(yield_per=BATCH)
    for author, wkb, observed, answers in session.execute(ordered):
        middle = from_wkb(bytes(wkb)).centroid
        person = people.setdefault(author, len(people))
        yield Vote(person, middle.x, middle.y, precision.local(observed), answers)


def last_change(session: Session, protocol: str) -> datetime | None:
    """When the published observations of a protocol last changed: hidden ones do not show here."""
    last = select(func.max(Observation.changed_at)).where(*rows.published(protocol))
    return session.scalar(last)


def licences(session: Session, protocol: str) -> Sequence[str]:
    """Which licences the published observations of a protocol have."""
    return session.scalars(
        select(Observation.licence).where(*rows.published(protocol)).distinct()
    ).all()


def _ornamental(told: Ornamental | None, protocol: Protocol, record: Record) -> dict[str, Any]:
    """What an ornamental says of a record: its name, and that it was planted."""
    if told is None:
        return {}
    known = {"ornamental": told, "wikidata": told.wikidata or record.wikidata}
    if "naturality" not in protocol.version_of(record.protocol_version).names:
        return known
    return known | {"answers": {"naturality": told.naturality, **record.answers}}


class _Reaches:
    """The middle of communes and how far they reach, each looked for once."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.known: dict[str, Reach | None] = {}

    def of(self, seen: Accepted) -> Reach | None:
        # An arrondissement's own middle would tell more than its commune.
        code = commune_of(seen.territory.code, "").code if seen.territory else ""
        if code not in self.known:
            outline = territories.outline(self.session, code) if code else None
            self.known[code] = _reach(outline)
        return self.known[code]


def _reach(outline: Geometry | None) -> Reach | None:
    """The middle of a commune, and how far its farthest vertex is."""
    if outline is None:
        return None
    middle = Point(round(outline.centroid.x, 6), round(outline.centroid.y, 6))
    corners = get_coordinates(outline)
    distances = (Geod(ellps="WGS84").inv(middle.x, middle.y, x, y)[2] for x, y in corners)
    return Reach(middle, round(max(distances)) + 1)
