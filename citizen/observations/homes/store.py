"""Find the records of one account around a place, and hold which of them are at a home."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from math import cos, radians
from typing import Any, NamedTuple
from uuid import UUID

from shapely import from_wkb
from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from citizen.accounts.tables import Account
from citizen.observations import store as observations
from citizen.observations.homes.rules import (
    METRES_A_DEGREE,
    NEAR_M,
    ZONE,
    Point,
    hides_place,
    homes,
)
from citizen.observations.tables import Observation
from config import clock, events, spatial
from config.places import Box
from config.spatial import as_wkb
from reference.territories.private import store as private

MOST = 500  # records of an account around a place that are looked at: the newest
TIMED = {"minute", "hour"}
PEOPLE = {"device", "person"}  # the other kinds of accounts live nowhere


def settle(session: Session, found: Observation, *, alone: bool = False) -> None:
    """Hold whether an observation is at a home, and what that says of its author's others there.

    alone: leave the others as they are, for one who holds this one already.
    """
    is_private = private.holds(session, observations.place(found))
    is_followed = bool(_accompanied(session, {found.author_id}))
    _settle(session, found, Around(is_private, is_followed, alone))


def settle_each(session: Session, some: Sequence[Observation]) -> None:
    """The same for several; what is the same for all of them is asked once."""
    accompanied = _accompanied(session, {one.author_id for one in some})
    is_marked = private.is_any(session)
    for one in some:
        is_private = is_marked and private.holds(session, observations.place(one))
        _settle(session, one, Around(is_private, one.author_id in accompanied))


class Around(NamedTuple):
    """What is known of where a record lies, before its author's others there are looked at."""

    is_private: bool
    are_others: bool  # its author is a person, and sent more
    alone: bool = False


def _settle(session: Session, found: Observation, known: Around) -> None:
    shape = observations.place(found)
    others = list(_around(session, found, shape)) if known.are_others else []
    points = others or [_point(found, shape)]
    in_zone = {one.number for one in points if one.known == ZONE} - {found.id}
    told = homes(points, in_zone | ({found.id} if known.is_private else set()))
    before = {one.number: one.known for one in points}
    changed = [n for n in told if told[n] != before[n] and (n == found.id or not known.alone)]
    for one in _held(session, changed):
        _hold(session, one, told[one.id])


def _accompanied(session: Session, authors: Collection[int]) -> set[int]:
    """Those of some authors who are people and sent more than one observation."""
    query = select(Observation.author_id).join(Account, Account.id == Observation.author_id)
    query = query.where(Observation.author_id.in_(authors), Account.kind.in_(PEOPLE))
    query = query.group_by(Observation.author_id).having(func.count() > 1)
    return {*session.scalars(query)}


def _around(session: Session, found: Observation, shape: Geometry) -> Iterator[Point]:
    """The records of the same account around a place: those that were withdrawn count too."""
    middle = shape.centroid
    north = NEAR_M / METRES_A_DEGREE
    east = north / max(0.01, cos(radians(middle.y)))
    box = Box(middle.x - east, middle.y - north, middle.x + east, middle.y + north)
    query = select(
        Observation.id, Observation.observed_text, Observation.time_precision,
        Observation.at_home, Observation.home, as_wkb(Observation.place).label("wkb"),
    ).where(
        spatial.within_box(Observation.place, box), Observation.author_id == found.author_id
    )  # fmt: skip
    newest = query.order_by(Observation.id.desc()).limit(MOST)
    for row in session.execute(newest).all():
        yield _point(row, from_wkb(bytes(row.wkb)))


def _point(row: Any, shape: Geometry) -> Point:
    local, middle = datetime.fromisoformat(row.observed_text), shape.centroid
    is_timed = row.time_precision in TIMED
    return Point(row.id, middle.x, middle.y, local, is_timed, row.at_home, row.home)


def _held(session: Session, numbers: Sequence[int]) -> Sequence[Observation]:
    """Keep observations to this transaction, always in one order."""
    query = select(Observation).where(Observation.id.in_(numbers)).order_by(Observation.id)
    return session.scalars(query.with_for_update()).all() if numbers else []


def _hold(session: Session, one: Observation, home: str) -> None:
    """Hold what is known of an observation; what was decided shows it from now on."""
    now, is_new = clock.now(), hides_place(home) and not hides_place(one.home)
    one.home = home
    if one.decided_at is not None:
        one.changed_at = now
        one.sensitivity_raised_at = now if is_new else one.sensitivity_raised_at
    events.record(session, "observation.home-changed", one.uuid, home=home)


def touched(session: Session, outlines: Sequence[Geometry]) -> list[int]:
    """The observations that lie in the private ground of the town, or were held to (rows)."""
    lies = [spatial.within_box(Observation.place, Box(*one.bounds)) for one in outlines]
    found = [session.scalars(select(Observation.id).where(where)).all() for where in lies]
    held = session.scalars(select(Observation.id).where(Observation.home == ZONE)).all()
    return sorted({*held, *(number for some in found for number in some)})


def of_account(session: Session, uuid: UUID) -> Sequence[int]:
    """All that an account sent (rows)."""
    theirs = select(Observation.id).join(Account, Account.id == Observation.author_id)
    return session.scalars(theirs.where(Account.uuid == uuid).order_by(Observation.id)).all()


def of_row(session: Session, number: int) -> Observation:
    return session.get_one(Observation, number)
