"""What waits for its observation, or for the version it replaces."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class Parked(OfTown, Base):
    __tablename__ = "parked"
    __table_args__ = (UniqueConstraint("author_id", "uuid", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    uuid: Mapped[UUID]  # of the observation, there or not, whoever's
    key: Mapped[str]  # sent again, it is the same: "correction 2", "withdrawal", "message …"
    version: Mapped[int]  # the one it follows; 0 for a message, that follows none
    content: Mapped[dict[str, Any]]
    parked_at: Mapped[datetime]
