"""Photos, as they are known: the bytes themselves are in the file store, by their digest."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class Photo(OfTown, Base):
    __tablename__ = "photo"
    __table_args__ = (
        UniqueConstraint("observation_id", "sha256"),
        Index("ix_photo_fingerprint", "town_id", "fingerprint"),
        Index("ix_photo_sha256", "town_id", "sha256"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True)  # its public name: the digest stays private
    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id"))
    sha256: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]  # bytes of the original
    width: Mapped[int]
    height: Mapped[int]
    received_at: Mapped[datetime]
    taken: Mapped[str] = mapped_column(default="", server_default="")  # by the camera's clock
    longitude: Mapped[float | None]  # where the camera says it was: never shown to others
    latitude: Mapped[float | None]
    direction: Mapped[float | None]  # degrees from the north
    fingerprint: Mapped[str] = mapped_column(default="", server_default="")  # of what it shows
    is_ready: Mapped[bool] = mapped_column(default=False)  # its public sizes are made
    is_hidden: Mapped[bool] = mapped_column(default=False)
    left_at: Mapped[datetime | None]  # when its author corrected to an observation without it
    edition: Mapped[int] = mapped_column(default=0, server_default="0")  # grows with its blurs
    original_forgotten_at: Mapped[datetime | None]  # only its copies are left

    @property
    def is_withheld(self) -> bool:
        return self.is_hidden or self.left_at is not None


class PhotoPart(OfTown, Base):
    """A part of a photo that is still arriving; its bytes are in the file store."""

    __tablename__ = "photo_part"
    __table_args__ = (UniqueConstraint("observation_id", "sha256", "start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id"))
    name: Mapped[UUID]  # of its file
    sha256: Mapped[str]  # of the whole photo
    start: Mapped[int]  # the place of its first byte in the photo
    size: Mapped[int]
    received_at: Mapped[datetime]


class PhotoBlur(OfTown, Base):
    """A rectangle that is blurred in all that is shown of a photo; kept once removed."""

    __tablename__ = "photo_blur"

    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"), index=True)
    x: Mapped[float]  # parts of the width and height of the photo held upright
    y: Mapped[float]
    width: Mapped[float]
    height: Mapped[float]
    drawn_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    drawn_as: Mapped[str]  # author, moderator
    drawn_at: Mapped[datetime]
    removed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    removed_at: Mapped[datetime | None]
    removed_why: Mapped[str] = mapped_column(Text, default="", server_default="")


class FormerName(OfTown, Base):
    """A name under which a photo was public before it was blurred otherwise."""

    __tablename__ = "photo_former_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id"), index=True)


class GoneName(OfTown, Base):
    """A name under which a photo or a sound was published, and must be no more: it is said so."""

    __tablename__ = "gone_name"
    __table_args__ = (UniqueConstraint("town_id", "uuid"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID]
    gone_at: Mapped[datetime]
