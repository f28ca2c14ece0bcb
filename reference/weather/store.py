"""Keep the air of each hour; find that of a moment."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from reference.weather.rules import Measure
from reference.weather.tables import Weather

NEAR = timedelta(minutes=90)  # farther, a measure says nothing of a moment


def keep(session: Session, measures: Sequence[Measure]) -> int:
    """Keep measures, in place of those of the same hours; of two of one hour, the last counts."""
    by_hour = {one.hour: one for one in measures}
    if not by_hour:
        return 0
    first, last = min(by_hour), max(by_hour)
    known = select(Weather.id, Weather.hour).where(Weather.hour.between(first, last))
    replaced = [number for number, hour in session.execute(known) if hour in by_hour]
    for start in range(0, len(replaced), 500):
        session.execute(delete(Weather).where(Weather.id.in_(replaced[start : start + 500])))
    session.add_all(Weather(**one._asdict()) for one in by_hour.values())
    session.flush()
    return len(by_hour)


def air(session: Session, at: datetime) -> float | None:
    """The temperature of the air at a moment, in °C: that of the nearest hour known."""
    near = select(Weather.hour, Weather.air_c).where(Weather.hour.between(at - NEAR, at + NEAR))
    rows = session.execute(near).all()
    return min(rows, key=lambda row: abs(row.hour - at)).air_c if rows else None
