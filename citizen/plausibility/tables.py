"""What looked unlikely in an observation, and in which of its versions."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class FlagRow(OfTown, Base):
    __tablename__ = "flag"
    __table_args__ = (UniqueConstraint("observation_id", "version", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id"))
    version: Mapped[int]  # of the observation, in which it was seen
    code: Mapped[str]
    values: Mapped[dict[str, Any]]  # of its sentence
    seen_at: Mapped[datetime]
