"""What the names people write were found to stand for."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class NameMatch(OfTown, Base):
    """A written name, folded, and the taxon or the ornamental a moderator found it to be."""

    __tablename__ = "name_match"
    __table_args__ = (UniqueConstraint("town_id", "written"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    written: Mapped[str]
    cd_nom: Mapped[int | None]
    ornamental_id: Mapped[int | None] = mapped_column(ForeignKey("ornamental.id"))
    matched_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    matched_at: Mapped[datetime]
