"""Count what came, what was answered and what second readers held, within a moderator's scope."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, case, false, func, or_, select
from sqlalchemy.orm import Session

from citizen.accounts.rules import ROLES, Caller
from citizen.observations.scopes.store import within
from citizen.observations.tables import Observation
from moderation.decisions.tables import Decision
from moderation.figures.rules import starts
from moderation.readings.rules import AUDIT
from moderation.readings.tables import SecondReading

MOST = 50_000  # answers looked at: the newest
WEEK = timedelta(weeks=1)
WAITS = ("submitted", "questioned")


class Counted(NamedTuple):
    """What weeks are made of."""

    received: Mapping[date, int]
    waiting: Mapping[date, int]
    answers: Sequence[tuple[datetime, datetime]]
    readings: Sequence[tuple[datetime, bool]]


def counted(session: Session, reader: Caller, mondays: Sequence[date]) -> Counted:
    """Count what a moderator may judge, by the weeks that begin on these days."""
    scope = or_(false(), *[within(one) for one in reader.scopes if "moderator" in ROLES[one.role]])
    return Counted(
        _received(session, scope, mondays),
        _waiting(session, scope, mondays),
        _answers(session, scope, starts(mondays[0])),
        _readings(session, scope, starts(mondays[0])),
    )


def _received(session: Session, scope: Any, mondays: Sequence[date]) -> dict[date, int]:
    at = Observation.received_at
    counts = [_number(and_(at >= starts(day), at < starts(day + WEEK))) for day in mondays]
    query = select(*counts).where(scope, at >= starts(mondays[0]))
    return dict(zip(mondays, session.execute(query).one(), strict=True))


def _waiting(session: Session, scope: Any, mondays: Sequence[date]) -> dict[date, int]:
    """What had no answer at the end of each week, of what was not withdrawn since."""
    done = Observation.decided_at
    counts = [
        _number(
            and_(
                Observation.received_at < starts(day + WEEK),
                or_(done.is_(None), done >= starts(day + WEEK)),
            )
        )
        for day in mondays
    ]
    open_then = or_(and_(done.is_(None), Observation.status.in_(WAITS)), done >= starts(mondays[0]))
    query = select(*counts).where(scope, open_then, Observation.status != "withdrawn")
    return dict(zip(mondays, session.execute(query).one(), strict=True))


def _number(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _answers(session: Session, scope: Any, since: datetime) -> list[tuple[datetime, datetime]]:
    """When each was received and first answered by a person, oldest answer last."""
    query = (
        select(Observation.received_at, Decision.taken_at)
        .join(Decision, Decision.observation_id == Observation.id)
        .where(scope, Decision.taken_at >= since, Decision.undone_at.is_(None))
        .where(Decision.status_before == "submitted", Decision.automatic.is_(None))
        .order_by(Decision.id.desc())
        .limit(MOST)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def _readings(session: Session, scope: Any, since: datetime) -> list[tuple[datetime, bool]]:
    query = (
        select(SecondReading.read_at, SecondReading.agrees)
        .join(Observation, Observation.id == SecondReading.observation_id)
        .where(scope, SecondReading.kind != AUDIT, SecondReading.state == "done")
        .where(SecondReading.read_at >= since)
        .order_by(SecondReading.id.desc())
        .limit(MOST)
    )
    return [(row[0], bool(row[1])) for row in session.execute(query) if row[0]]
