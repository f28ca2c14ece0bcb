"""What waits for whom, and who holds it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class Waiting(OfTown, Base):
    """An observation in a queue."""

    __tablename__ = "waiting"
    __table_args__ = (Index("ix_waiting_desk", "town_id", "organisation", "observation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id"), unique=True)
    organisation: Mapped[str]  # empty: the town's lead
    why: Mapped[dict[str, Any]]
    since: Mapped[datetime]
    held_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    held_until: Mapped[datetime | None]
