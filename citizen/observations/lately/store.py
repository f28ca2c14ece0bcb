"""What an author sent at about the same time, asked once for all that comes together."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from shapely import Point, from_wkb
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from citizen.observations.tables import Observation
from citizen.plausibility.rules import HOUR, Other
from config import towns
from config.database import ask
from config.spatial import as_wkb

LATELY = 150  # observations of an author that are looked at
MEMO = "known beside arrivals"  # what a transaction asked once, for all the items of a batch

Sent = tuple[UUID, Other]


def memo_of(session: Session) -> dict[Any, Any]:
    """What this session asked already; it lasts as long as its transaction."""
    memo: dict[Any, Any] = session.info.setdefault(MEMO, {})
    return memo


def others(session: Session, found: Observation, middle: Point) -> list[Other]:
    """What the author observed at about the same time, among what they sent lately."""
    memo, hour = memo_of(session), hour_of(found.observed_at)
    key = (found.author_id, hour)
    if key not in memo:
        memo[key] = _sent(session, (found.author_id, found.id), hour, hour)
    known = [other for uuid, other in memo[key] if uuid != found.uuid]
    mine = Other(
        found.observed_at, middle.x, middle.y, found.accuracy_m, found.place_source, found.protocol
    )
    for near in around_hour(found.observed_at):  # for those that come with it
        memo.get((found.author_id, near), []).append((found.uuid, mine))
    return known


BESIDE = (
    select(
        Observation.uuid, Observation.observed_at, as_wkb(Observation.place).label("wkb"),
        Observation.accuracy_m, Observation.place_source, Observation.protocol,
    )
    .where(Observation.author_id == bindparam("author"), Observation.id != bindparam("number"))
    .where(Observation.observed_at.between(bindparam("first"), bindparam("last")))
    .where(Observation.time_precision == "minute", Observation.status != "withdrawn")
    .where(towns.is_served(Observation))
    .order_by(Observation.observed_at.desc())
    .limit(LATELY)
)  # fmt: skip


def _sent(
    session: Session, of: tuple[int, int], first: datetime, last: datetime
) -> list[Sent]:  # fmt: skip
    """What an author sent lately, but for one row, of some hours and the halves beside them."""
    told = {
        "author": of[0], "number": of[1],
        "first": first - HOUR / 2, "last": last + 3 * HOUR / 2,
    }  # fmt: skip
    return [(row.uuid, _other(row)) for row in ask(session, BESIDE, told)]


def _other(row: Any) -> Other:
    middle = from_wkb(bytes(row.wkb)).centroid
    at, reach = (middle.x, middle.y), row.accuracy_m
    return Other(row.observed_at, *at, reach, row.place_source, row.protocol)


def expect(session: Session, author: int, moments: Iterable[datetime]) -> None:
    """Ask once what an author sent lately about moments of which more is about to be kept."""
    memo = memo_of(session)
    hours = {hour_of(one.astimezone(UTC)) for one in moments}
    missing = {hour: list[Sent]() for hour in hours if (author, hour) not in memo}
    if missing:
        for uuid, other in _sent(session, (author, 0), min(missing), max(missing)):
            for hour in around_hour(other.observed_at):
                missing.get(hour, []).append((uuid, other))
    memo.update({(author, hour): known for hour, known in missing.items()})


def hour_of(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def around_hour(moment: datetime) -> tuple[datetime, ...]:
    """The hours beside which something is looked at."""
    hour = hour_of(moment)
    return hour - HOUR, hour, hour + HOUR
