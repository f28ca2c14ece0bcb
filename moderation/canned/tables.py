"""What associations changed in the answers supplied, and those they wrote."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class CannedAnswer(OfTown, Base):
    __tablename__ = "canned_answer"
    __table_args__ = (UniqueConstraint("town_id", "organisation", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation: Mapped[str]  # empty: the town's lead
    code: Mapped[str]  # of one supplied, or own-…
    place: Mapped[int]  # in the order they are offered; the first nine have a key
    is_offered: Mapped[bool]
    words: Mapped[dict[str, Any]]  # language → text
    changed_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]
