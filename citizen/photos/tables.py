"""Photos, as they are known: the bytes themselves are in the file store, by their digest."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class Photo(OfTown, Base):
    __tablename__ = "photo"
    __table_args__ = (UniqueConstraint("observation_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True)  # its public name: the digest stays private
    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id"))
    sha256: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]  # bytes of the original
    width: Mapped[int]
    height: Mapped[int]
    received_at: Mapped[datetime]
    is_ready: Mapped[bool] = mapped_column(default=False)  # its public sizes are made
    is_hidden: Mapped[bool] = mapped_column(default=False)
