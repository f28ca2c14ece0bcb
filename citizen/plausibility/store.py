"""Keep what looked unlikely, version by version; find what holds of the present ones."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, exists, insert, or_, select
from sqlalchemy.orm import Session

from citizen.plausibility.rules import FOR_MODERATORS, Flag
from citizen.plausibility.tables import FlagRow
from config import clock
from config.database import ask
from config.engines import insert_once
from config.towns import is_served

KEPT = insert(FlagRow.__table__)  # type: ignore[arg-type]
OF_EACH = (
    select(FlagRow.observation_id, FlagRow.version, FlagRow.code, FlagRow.values)
    .where(FlagRow.observation_id.in_(bindparam("numbers", expanding=True)), is_served(FlagRow))
    .order_by(FlagRow.id)
)


def keep(session: Session, observation: int, version: int, flags: Iterable[Flag]) -> None:
    """Keep what looks unlikely in a version of an observation (its row)."""
    keep_each(session, {(observation, version): flags})


def keep_each(session: Session, found: Mapping[tuple[int, int], Iterable[Flag]]) -> None:
    """The same for several versions."""
    now = clock.now()
    rows = [
        {
            "observation_id": observation,
            "version": version,
            "code": flag.code,
            "values": dict(flag.values),
            "seen_at": now,
        }
        for (observation, version), flags in found.items()
        for flag in flags
    ]
    if rows:
        ask(session, KEPT, rows)


def replace(session: Session, observation: int, version: int, flags: Iterable[Flag]) -> None:
    """Keep what a version looks like now that more is known; what others say of it stays."""
    former = delete(FlagRow).where(
        FlagRow.observation_id == observation,
        FlagRow.version == version,
        FlagRow.code.not_in(FOR_MODERATORS),
    )
    session.execute(former)
    keep(session, observation, version, flags)


def tell(session: Session, observation: int, version: int, flag: Flag) -> None:
    """Keep one flag of a version, or what it says now."""
    key = ("observation_id", "version", "code")
    told = {"observation_id": observation, "version": version, "code": flag.code}
    values = dict(flag.values)
    made = insert_once(session, FlagRow, key).values(**told, values=values, seen_at=clock.now())
    if session.scalar(made.returning(FlagRow.id)) is None:
        session.scalars(select(FlagRow).filter_by(**told)).one().values = values


def of(session: Session, observation: int, version: int) -> list[Flag]:
    """What looks unlikely in the present version of an observation."""
    return of_each(session, {observation: version})[observation]


def of_each(session: Session, versions: Mapping[int, int]) -> dict[int, list[Flag]]:
    """The same for several observations (row → version), in one query."""
    found: dict[int, list[Flag]] = {number: [] for number in versions}
    if not found:
        return found
    for row in ask(session, OF_EACH, {"numbers": [*found]}):
        if row.version == versions[row.observation_id] or row.code in FOR_MODERATORS:
            others = [one for one in found[row.observation_id] if one.code != row.code]
            found[row.observation_id] = [*others, Flag(row.code, row.values)]
    return found


def flagged(observation: Any, version: Any) -> ColumnElement[bool]:
    """Whether an observation of a query (its columns) has a flag that holds."""
    holds = or_(FlagRow.version == version, FlagRow.code.in_(FOR_MODERATORS))
    return exists().where(and_(FlagRow.observation_id == observation, holds))


def history(session: Session, observation: int) -> Sequence[FlagRow]:
    """All that ever looked unlikely in an observation, by version."""
    rows = select(FlagRow).where(FlagRow.observation_id == observation)
    return session.scalars(rows.order_by(FlagRow.version, FlagRow.id)).all()
