"""Find the observations that are of one thing with another, and read them whole."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from citizen.observations.tables import Observation
from citizen.observations.visits import rules as visits
from citizen.observations.visits import store as links
from config.protocols.protocol import Protocol
from exports.identifications.store import Judge
from exports.lasting.rules import Thing, Told, thing
from exports.rows import store as rows

TOGETHER = 500  # observations read at once


class Several:
    """The things of a protocol that several observations are of: their record is told once."""

    def __init__(self, session: Session, protocol: Protocol, only: UUID | None) -> None:
        """Read them all, or that of one observation."""
        known = (
            links.all_links(session, protocol.code)
            if only is None
            else links.links_of(session, only)
        )
        bound = visits.things(known)
        told = _told(session, [uuid for members in bound.values() for uuid in members], protocol)
        self.parts = {*told}  # observations that are told with others
        self.things: dict[UUID, Thing] = {}  # by the observation each is shown under
        self.faces: dict[UUID, UUID] = {}
        for root, members in bound.items():
            self._put(thing(protocol, root, [told[uuid] for uuid in members if uuid in told]))

    def _put(self, one: Thing | None) -> None:
        if one is not None:
            face = one.face.seen.uuid
            self.things[face] = one
            self.faces |= {told.seen.uuid: face for told in one.members}

    def faces_of(self, campaign: str) -> list[UUID]:
        """The observations under which things are shown that a campaign has a part in."""
        return [
            face
            for face, one in self.things.items()
            if any(told.seen.campaign == campaign for told in one.members)
        ]

    def face_of(self, uuid: UUID) -> UUID:
        """The observation under which another is shown."""
        return self.faces.get(uuid, uuid)


def _told(session: Session, uuids: Sequence[UUID], protocol: Protocol) -> dict[UUID, Told]:
    found: dict[UUID, Told] = {}
    judge = Judge(session, protocol.code)
    for some in _batches(uuids):
        former = [rows.of_each(session, kind, some) for kind in rows.FORMER]
        kinds = rows.evidence(protocol).items()
        beside = {name: rows.of_each(session, kind, some) for name, kind in kinds}
        asked = rows.rows(Observation.uuid.in_(some), Observation.protocol == protocol.code)
        for row in session.execute(asked):
            had = tuple(name for known in former for name in known.get(row.uuid, ()))
            seen = rows.seen(row, judge.of(row, had))
            told = seen, row.status, rows.taxon(row), rows.ornamental(row)
            shown: dict[str, Any] = {
                name: known.get(row.uuid, ()) for name, known in beside.items()
            }
            found[row.uuid] = Told(*told, part_of=row.part_of)._replace(**shown)
    return found


def _batches(uuids: Sequence[UUID]) -> Iterable[Sequence[UUID]]:
    return (uuids[at : at + TOGETHER] for at in range(0, len(uuids), TOGETHER))
