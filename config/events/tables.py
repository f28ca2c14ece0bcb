"""One table: what happened, and how far its jobs are."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class Event(OfTown, Base):
    __tablename__ = "event"
    __table_args__ = (Index("ix_event_waiting", "state", "not_before"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    details: Mapped[dict[str, Any]]
    happened_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="new")  # new, done, dead
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]  # a pause after a failure, or the lease of who delivers it
    rung_at: Mapped[datetime | None]  # when a worker was last told of it
    finished: Mapped[list[str]] = mapped_column(default=list)  # the jobs already done
    last_error: Mapped[str | None] = mapped_column(Text)
