"""Keep outings and who joined them; find what they sent in its hours.

What belongs to an outing is asked of the observations themselves: made by someone who joined,
within its hours, by one of its protocols. So what a phone kept without network counts whenever it
arrives, a corrected hour counts as corrected, and whoever leaves takes their part along.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry as Geometry
from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session, undefer

from citizen.observations.tables import Observation
from citizen.outings.rules import Plan, new_code, until
from citizen.outings.tables import Outing, OutingMember
from config import clock, spatial
from config.engines import insert_once
from config.problems import Problem

MOST_HELD = 50  # of one account, not yet forgotten
MOST_MEMBERS = 500
TRIES = 20  # codes that others have
TOGETHER = 50  # outings forgotten in one transaction


def add(session: Session, plan: Plan, area: MultiPolygon | None, holder: int) -> Outing:
    """Keep a new outing under a code of its own."""
    theirs = select(func.count()).where(Outing.holder_id == holder)
    if (session.scalar(theirs) or 0) >= MOST_HELD:
        raise Problem("too-many-outings", maximum=MOST_HELD)
    now, drawn = clock.now(), None if area is None else spatial.stored(area)
    told = {**vars(plan), "protocols": [*plan.protocols], "area": drawn, "holder_id": holder}
    for _ in range(TRIES):
        made = insert_once(session, Outing, ("town_id", "code")).values(
            code=new_code(), made_at=now, changed_at=now, **told
        )
        kept: Outing | None = session.scalar(made.returning(Outing))
        if kept is not None:
            return kept
    raise RuntimeError("every code is taken")


def of_code(session: Session, code: str, *, is_held: bool = False) -> Outing | None:
    """Find an outing with its area; held, of two changes at once the second waits."""
    query = select(Outing).where(Outing.code == code).options(undefer(Outing.area))
    query = query.execution_options(populate_existing=True)
    return session.scalar(query.with_for_update() if is_held else query)


def held_by(session: Session, holder: int, after: int = 0, limit: int = 100) -> Sequence[Outing]:
    theirs = select(Outing).where(Outing.holder_id == holder, Outing.id > after)
    query = theirs.options(undefer(Outing.area)).order_by(Outing.id).limit(limit)
    return session.scalars(query).all()


def joined_by(session: Session, account: int) -> Sequence[Outing]:
    """Return the outings an account joined, the next to begin last."""
    theirs = select(Outing).join(OutingMember, OutingMember.outing_id == Outing.id)
    query = theirs.where(OutingMember.account_id == account)
    return session.scalars(query.order_by(Outing.starts_at)).all()


def area_of(found: Outing) -> Geometry | None:
    """The area of an outing that was read with it; nothing: the whole town."""
    return None if found.area is None else spatial.shape_of(found.area)


def change(session: Session, found: Outing, **told: Any) -> None:
    """Change what is told of an outing."""
    for name, value in told.items():
        setattr(found, name, value)
    found.version += 1
    found.changed_at = clock.now()
    session.flush()


def end(session: Session, found: Outing) -> None:
    """End an outing now; what was made in its hours still arrives."""
    if found.ended_at is None:
        change(session, found, ended_at=clock.now())


def renew(session: Session, found: Outing) -> None:
    """Give an outing another code: the one before leads nowhere, who joined stays."""
    for _ in range(TRIES):
        code = new_code()
        if session.scalar(select(Outing.id).where(Outing.code == code)) is None:
            change(session, found, code=code)
            return
    raise RuntimeError("every code is taken")


def is_member(session: Session, found: Outing, account: int) -> bool:
    theirs = select(OutingMember.id).where(OutingMember.outing_id == found.id)
    return session.scalar(theirs.where(OutingMember.account_id == account)) is not None


def join(session: Session, found: Outing, account: int) -> None:
    """Let an account in; joined twice, it is joined once."""
    session.execute(select(Outing.id).where(Outing.id == found.id).with_for_update())
    if not is_member(session, found, account) and members(session, found) >= MOST_MEMBERS:
        raise Problem("outing-full", maximum=MOST_MEMBERS)
    made = insert_once(session, OutingMember, ("outing_id", "account_id"))
    session.execute(made.values(outing_id=found.id, account_id=account, joined_at=clock.now()))


def leave(session: Session, found: Outing, account: int) -> None:
    """Let an account go, with what it sent."""
    theirs = delete(OutingMember).where(OutingMember.outing_id == found.id)
    session.execute(theirs.where(OutingMember.account_id == account))


def members(session: Session, found: Outing) -> int:
    counted = select(func.count()).where(OutingMember.outing_id == found.id)
    return session.scalar(counted) or 0


def sent(session: Session, found: Outing) -> Sequence[Any]:
    """Return `uuid` and `status` of all that belongs to an outing, withdrawn aside."""
    query = select(Observation.uuid, Observation.status)
    return session.execute(query.where(*_belongs(found))).all()


def listed(
    session: Session, found: Outing, before: int | None, limit: int
) -> Sequence[Observation]:
    """Return the observations of an outing, newest first."""
    query = select(Observation).where(*_belongs(found))
    if before is not None:
        query = query.where(Observation.id < before)
    return session.scalars(query.order_by(Observation.id.desc()).limit(limit)).all()


def _belongs(found: Outing) -> tuple[ColumnElement[bool], ...]:
    joined = select(OutingMember.account_id).where(OutingMember.outing_id == found.id)
    return (
        Observation.author_id.in_(joined),
        Observation.observed_at.between(found.starts_at, until(found.ends_at, found.ended_at)),
        Observation.protocol.in_(found.protocols),
        Observation.status != "withdrawn",
    )


def part(session: Session, holder: int) -> None:
    """End the outings of who leaves, and forget that they held them; nobody else's part is lost."""
    theirs = update(Outing).where(Outing.holder_id == holder)
    now = clock.now()
    session.execute(theirs.where(Outing.ended_at.is_(None)).values(ended_at=now))
    session.execute(theirs.values(held_by="", changed_at=now, version=Outing.version + 1))


def forget(session: Session, before: datetime) -> bool:
    """Forget some outings that were over before a moment, who joined them too; say if any."""
    over = select(Outing.id).where(Outing.ends_at < before).order_by(Outing.id).limit(TOGETHER)
    numbers = session.scalars(over).all()
    session.execute(delete(OutingMember).where(OutingMember.outing_id.in_(numbers)))
    session.execute(delete(Outing).where(Outing.id.in_(numbers)))
    return bool(numbers)
