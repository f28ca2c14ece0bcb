"""What is done once a day: a row per town and day, so that of all processes one begins it.

A day begins as an event, `day.begun`, told in the transaction of its row: its jobs are delivered
like any others, at least once, ticked off one by one, tried again when they fail. `news.DAILY`
lists them. A day during which nothing ran is not made up for: a job does all that is due.
"""

from datetime import date, timedelta

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config import clock, events, towns
from config.database import Base, transaction
from config.engines import insert_once
from config.towns import OfTown

BEGINS = timedelta(hours=2)  # after midnight, UTC: when few people are here


class Day(OfTown, Base):
    """A day that was begun, in a town."""

    __tablename__ = "day"
    __table_args__ = (UniqueConstraint("town_id", "date"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    date: Mapped[date]


def begin(begun: date | None = None) -> date:
    """Begin today in every town, unless a process did; return it, to be given at the next call."""
    today = (clock.now() - BEGINS).date()
    if today == begun:
        return today
    with transaction() as session:
        for town in towns.each(session):
            made = insert_once(session, Day, ("town_id", "date"))
            made = made.values(town_id=town.id, date=today).returning(Day.id)
            if session.scalar(made) is not None:
                events.record(session, "day.begun", today.isoformat())
    return today
