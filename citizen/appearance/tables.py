"""What a town chose of its looks."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class Appearance(OfTown, Base):
    """The colour and the logo of a town: one row, as it is now."""

    __tablename__ = "appearance"
    __table_args__ = (UniqueConstraint("town_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    colour: Mapped[str]  # rrggbb, as it was asked for; "": that of the house
    logo: Mapped[str]  # SHA-256 of its PNG; "": none
    logo_width: Mapped[int]  # pixels
    logo_height: Mapped[int]
    logo_alt: Mapped[str]
    version: Mapped[int]
    changed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]
