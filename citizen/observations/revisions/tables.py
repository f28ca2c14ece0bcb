"""A version that waits: what is published stays as it was decided meanwhile."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class Proposal(OfTown, Base):
    __tablename__ = "proposal"
    __table_args__ = (UniqueConstraint("observation_id", "version", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id"))
    version: Mapped[int]  # the one it would replace
    content: Mapped[dict[str, Any]]  # the whole sending
    group: Mapped[str]
    digest: Mapped[str]
    proposed_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(default="waiting")  # accepted, declined, replaced
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(Text, default="")  # why it was declined
