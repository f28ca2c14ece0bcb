"""Find what belongs to one thing with an observation, and how much of its place may be told."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from citizen.observations.homes.rules import hides_place
from citizen.observations.rules import days
from citizen.observations.tables import Observation
from citizen.observations.visits.rules import MERGED, Links, Member, leads, roots
from config import towns
from config.protocols import protocol
from reference.sensitivity.rules import out_of_sight, public_precision

FARTHEST = 50  # steps from one to another: nobody merges as much
MOST = 5000  # observations of one thing


def links_of(session: Session, *uuids: UUID) -> dict[UUID, UUID | None]:
    """Return all that leads to the things of some observations, or from them."""
    found: dict[UUID, UUID | None] = {}
    asked, wanted = set[UUID](), {*uuids}
    while wanted and len(asked) < MOST:
        query = select(Observation.uuid, Observation.part_of)
        near = or_(Observation.uuid.in_(wanted), Observation.part_of.in_(wanted))
        found |= {row.uuid: row.part_of for row in session.execute(query.where(near))}
        asked |= wanted
        wanted = {*found, *(above for above in found.values() if above)} - asked
    return found


def all_links(session: Session, protocol: str) -> Links:
    """Return what is part of another, and what others are part of, for a whole protocol."""
    parts = select(Observation.part_of).where(
        Observation.protocol == protocol, Observation.part_of.is_not(None)
    )
    query = select(Observation.uuid, Observation.part_of).where(
        Observation.protocol == protocol,
        or_(Observation.part_of.is_not(None), Observation.uuid.in_(parts)),
    )
    return {row.uuid: row.part_of for row in session.execute(query)}


def together(session: Session, found: Observation) -> list[Observation]:
    """Return all the observations of the thing that one is of, itself among them."""
    links = links_of(session, found.uuid)
    root = roots(links)
    same = [uuid for uuid in links if root[uuid] == root[found.uuid]]
    known = select(Observation).where(Observation.uuid.in_(same))
    return [*session.scalars(known.order_by(Observation.uuid))]


def root_of(session: Session, uuid: UUID) -> UUID:
    """Name the thing an observation is of."""
    return roots(links_of(session, uuid)).get(uuid, uuid)


def may_tie(session: Session, uuid: UUID, head: UUID) -> bool:
    """Whether an observation may become part of another: no circle closes.

    Of two ties at once that would close one together, one waits, then sees.
    """
    towns.held_alone(session)
    return not leads(head, uuid, links_of(session, head))


def head_of(session: Session, uuid: UUID) -> UUID:
    """Where a visit of what an observation is of is tied: past visits, not past what is merged.

    So that a merge undone brings the visits of what was merged back with it.
    """
    links: dict[UUID, tuple[str, UUID | None]] = {}
    while uuid not in links and len(links) < FARTHEST:
        query = select(Observation.status, Observation.part_of).where(Observation.uuid == uuid)
        row = session.execute(query).one_or_none()
        if row is None or row.status == MERGED or row.part_of is None:
            break
        links[uuid] = row.status, row.part_of
        uuid = row.part_of
    return uuid


def precision(session: Session, found: Observation) -> str:
    """How precisely the place of the thing may be shown: as the most hidden of what tells it."""
    return _precision(found, together(session, found))


def precisions(session: Session, several: Sequence[Observation]) -> dict[UUID, str]:
    """The same of several, in as many queries as for one."""
    links = links_of(session, *(one.uuid for one in several))
    root, things = roots(links), dict[UUID, list[Observation]]()
    for one in session.scalars(select(Observation).where(Observation.uuid.in_(links))):
        things.setdefault(root[one.uuid], []).append(one)
    return {one.uuid: _precision(one, things[root[one.uuid]]) for one in several}


def _precision(found: Observation, members: Sequence[Observation]) -> str:
    hiding = [one for one in members if one is found or member(one).protects]
    return public_precision(
        max(one.sensitivity for one in hiding),
        by_cells=protocol(found.protocol).publication == "cells",
        out_of_sight=any(out_of_sight(one.answers, is_home=member(one).is_home) for one in hiding),
    )


def member(one: Observation) -> Member:
    told: Mapping[str, Any] = one.answers
    between = days(one.observed_text, one.time_precision)
    is_original = one.part_of is None or one.status == MERGED
    is_home = is_original and hides_place(one.home)
    return Member(one.uuid, one.status, one.level, between, told, is_home)
