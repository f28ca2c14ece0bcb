"""What was hidden, by whom and why; what was reported. Nothing of it is ever removed."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class PhotoHiding(OfTown, Base):
    """A photo that is shown to its author and to moderators alone, from one instant to another."""

    __tablename__ = "photo_hiding"

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"), index=True)
    kind: Mapped[str]  # of rules.KINDS
    reason: Mapped[str]  # of rules.WHY
    words: Mapped[str] = mapped_column(Text)
    hidden_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    hidden_at: Mapped[datetime]
    shown_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    shown_at: Mapped[datetime | None]


class Report(OfTown, Base):
    """What somebody, anybody, finds wrong with what is shown of a record."""

    __tablename__ = "report"
    __table_args__ = (Index("ix_report_open", "town_id", "closed_at", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id"), index=True)
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photo.id"))
    reason: Mapped[str]  # of rules.REPORTED
    words: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(default="", server_default="")
