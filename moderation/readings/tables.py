"""Second readings, waiting or done."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class SecondReading(OfTown, Base):
    __tablename__ = "second_reading"
    __table_args__ = (
        UniqueConstraint("observation_id", "version", "kind"),
        Index("ix_second_reading_state", "town_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id"))
    version: Mapped[int]
    kind: Mapped[str]  # sample, known
    organisation: Mapped[str]  # whose judgement it measures
    protocol: Mapped[str]
    group: Mapped[str]
    view: Mapped[str]  # what was held: opinions.rules.view
    state: Mapped[str]  # waiting, done, void
    reader_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    read: Mapped[str]  # what the second reader holds
    agrees: Mapped[bool | None]
    drawn_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
