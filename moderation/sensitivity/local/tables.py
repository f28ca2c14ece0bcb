"""The rules a town adds to the national ones; none is changed or removed: they are ended."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class LocalSensitivity(OfTown, Base):
    __tablename__ = "local_sensitivity"
    __table_args__ = (Index("ix_local_sensitivity_taxon", "town_id", "cd_nom"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True)
    cd_nom: Mapped[int]
    name: Mapped[str]
    area: Mapped[str]  # a department or a commune: its INSEE code
    level: Mapped[int]  # SINP, 1 to 4
    season_first: Mapped[int | None]  # month and day as one number: 301; nothing: all the year
    season_last: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime]
    added_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_why: Mapped[str] = mapped_column(Text, default="")
