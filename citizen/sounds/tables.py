"""Sounds, as they are known: the bytes themselves are in the file store, by their public name."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class SoundRow(OfTown, Base):
    __tablename__ = "sound"
    __table_args__ = (UniqueConstraint("observation_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True)  # its public name: the digest stays private
    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id"))
    sha256: Mapped[str]  # of the bytes as they were sent
    size: Mapped[int]  # of the same
    media_type: Mapped[str]  # of what is kept and given
    kept_size: Mapped[int]
    seconds: Mapped[float]
    received_at: Mapped[datetime]
    is_hidden: Mapped[bool] = mapped_column(default=False)

    @property
    def is_withheld(self) -> bool:
        return self.is_hidden
