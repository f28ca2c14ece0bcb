"""Parts of the fingerprints of photos: a copy shares at least one with what it is a copy of."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class PhotoBand(OfTown, Base):
    __tablename__ = "photo_band"
    __table_args__ = (
        UniqueConstraint("photo_id", "band"),
        Index("ix_photo_band_band", "town_id", "band"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"))
    band: Mapped[str]
