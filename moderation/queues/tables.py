"""What waits for whom, until when it should be answered, and who holds it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class Waiting(OfTown, Base):
    """An observation in a queue."""

    __tablename__ = "waiting"
    __table_args__ = (  # a page of a desk, or of all of them, is a range of one of these
        Index("ix_waiting_desk", "town_id", "organisation", "due", "observation_id"),
        Index("ix_waiting_due", "town_id", "due", "observation_id"),
        Index("ix_waiting_held_by", "held_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id"), unique=True)
    organisation: Mapped[str]  # empty: the town's lead
    why: Mapped[dict[str, Any]]
    since: Mapped[datetime]
    due: Mapped[datetime]  # when its author should have an answer: the order of the queue
    target_days: Mapped[int]  # that the town promises; what is urgent is due sooner
    held_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    held_until: Mapped[datetime | None]
    meant_for: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # who asked its author
    opened_at: Mapped[datetime | None]  # first, since it waits
