"""Find what lies near each of many sendings, by as many queries as for few."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from shapely import STRtree
from sqlalchemy import desc, or_, select
from sqlalchemy.orm import Session

from citizen.observations.access import was_decided_on
from citizen.observations.duplicates import store as one_by_one
from citizen.observations.duplicates.rules import Hint, Sighting, hints
from citizen.observations.duplicates.store import (
    COMPARED,
    LOOKED_AT,
    OWN,
    PICTURED,
    SHOWN,
    TOLD,
    as_told,
    may_be_told,
    names_of,
    reach_of,
    sighting,
)
from citizen.observations.rules import Submission
from citizen.observations.tables import Observation
from citizen.observations.visits import store as visits
from citizen.photos import store as photos
from config import places, spatial, towns
from config.database import ask
from config.places import Box, Plane
from config.protocols import protocol
from reference.sensitivity.rules import EXACT

AT_MOST = 5000  # of what lies near any of them: the newest
NEAR_ANY = (
    COMPARED.where(spatial.in_any_box(Observation.place))
    .where(Observation.town_id + 0 == towns.THE_SERVED)
    .where(Observation.protocol + "" == one_by_one.PROTOCOL, or_(OWN, SHOWN))
    .order_by(desc(Observation.id + 0))
    .limit(AT_MOST)
)

Sent = Mapping[UUID, tuple[Submission, str]]  # what is sent, with its group
Found = dict[UUID, list[dict[str, Any]]]


def of_each(session: Session, sent: Sent, author: int) -> Found:
    """Tell an author what may be of the same thing as each of many they send."""
    sent = {uuid: one for uuid, one in sent.items() if _is_compared(one[0])}
    if not sent:
        return {}
    pairs, rows = _alike(session, sent, author)
    known = {uuid: one for uuid, one in rows.items() if may_be_told(one, author)}
    names = names_of(
        session,
        [
            *(one.taxon.cd_nom for one, _ in sent.values()),
            *(one.name_held for one in known.values()),
        ],
    )
    own = [one.id for one in known.values() if one.author_id == author]
    digests = photos.digests_of(session, own) if any(s.photos for s, _ in sent.values()) else {}
    seen = {
        uuid: sighting(one, names, digests.get(one.id, ()), author) for uuid, one in known.items()
    }
    found = {
        uuid: _hints(uuid, one, [seen[other] for other in pairs[uuid] if other in seen], names)
        for uuid, one in sent.items()
    }
    kept = {
        uuid: [hint for hint in several if known[hint.uuid].part_of is None]
        for uuid, several in found.items()
    }
    return _described(session, kept, known, names, author)


def _is_compared(sent: Submission) -> bool:
    asked = protocol(sent.protocol, sent.protocol_version)
    return not asked.is_draft and sent.of is None and bool(asked.duplicates or sent.photos)


def _hints(
    uuid: UUID, sent: tuple[Submission, str], near: Iterable[Sighting], names: Mapping[int, Any]
) -> list[Hint]:
    submission, group = sent
    asked = protocol(submission.protocol, submission.protocol_version)
    return hints(one_by_one.sending(uuid, submission, names, group), near, asked.duplicates)


def _alike(
    session: Session, sent: Sent, author: int
) -> tuple[dict[UUID, list[UUID]], dict[UUID, Any]]:
    """What lies near each, the newest first, and the author's own that hold one of the photos."""
    pairs: dict[UUID, list[UUID]] = {uuid: [] for uuid in sent}
    known: dict[UUID, Any] = {}
    for code in {one.protocol for one, _ in sent.values()}:
        metres = reach_of(code)
        if metres is None:
            continue
        frames = {
            uuid: _frame(one, metres) for uuid, (one, _) in sent.items() if one.protocol == code
        }
        told = {"boxes": json.dumps([*frames.values()]), "author": author, "protocol": code}
        rows = ask(session, NEAR_ANY, told)
        known |= {row.uuid: row for row in rows}
        _pair(pairs, frames, rows)
    digests = {digest for one, _ in sent.values() for digest in one.photos}
    if digests:
        own = ask(session, PICTURED, {"digests": [*digests], "author": author})
        known |= {row.uuid: row for row in own}
        for uuid, (one, _) in sent.items():
            if one.photos:
                pairs[uuid] = [*dict.fromkeys([*pairs[uuid], *(row.uuid for row in own)])]
    return pairs, known


def _frame(sent: Submission, metres: float) -> Box:
    shape = places.geometry(sent.place)
    return Plane.at(shape).around(shape, metres)


def _pair(pairs: dict[UUID, list[UUID]], frames: Mapping[UUID, Box], rows: Sequence[Any]) -> None:
    """Say which rows lie in the box of each sending, the newest few."""
    tree = STRtree([one_by_one.place_of(row) for row in rows])
    for uuid, frame in frames.items():
        near = sorted(tree.query(frame.drawn()))[:LOOKED_AT]
        pairs[uuid] = [rows[number].uuid for number in near]


def _described(
    session: Session, found: Mapping[UUID, list[Hint]], known: Mapping[UUID, Any],
    names: Mapping[int, Any], author: int,
) -> Found:  # fmt: skip
    hinted = {hint.uuid for several in found.values() for hint in several}
    others = [known[uuid].id for uuid in hinted if known[uuid].author_id != author]
    whole = {one.uuid: one for one in _whole(session, others)}
    exact = visits.precisions(session, [*whole.values()]) if whole else {}
    shown = {
        uuid: [hint for hint in several if exact.get(hint.uuid, EXACT) == EXACT][:TOLD]
        for uuid, several in found.items()
    }
    wanted = {hint.uuid for several in shown.values() for hint in several}
    pictures = photos.ready(session, [known[uuid].id for uuid in wanted])
    pictured = {uuid: _photo(pictures, known[uuid].id, whole.get(uuid)) for uuid in wanted}
    return {
        uuid: [
            as_told(hint, known[hint.uuid], names)
            | {"yours": hint.uuid not in whole, "photo": pictured[hint.uuid]}
            for hint in several
        ]
        for uuid, several in shown.items()
    }


def _photo(pictures: Sequence[Any], number: int, others: Observation | None) -> str | None:
    """The address of a photo: another's, one that goes with what is published at its place."""
    shown = (
        photo
        for photo in pictures
        if photo.observation_id == number and (others is None or was_decided_on(photo, others))
    )
    return next((f"/photos/{photo.uuid}-320.jpg" for photo in shown), None)


def _whole(session: Session, numbers: Sequence[int]) -> Sequence[Observation]:
    if not numbers:
        return ()
    return session.scalars(select(Observation).where(Observation.id.in_(numbers))).all()
