"""The releases of each dataset: numbered, never changed once published, or taken back whole."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class Release(OfTown, Base):
    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("town_id", "dataset", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dataset: Mapped[str]
    number: Mapped[int]
    state: Mapped[str]  # building, published, withdrawn
    requested_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    requested_at: Mapped[datetime]
    in_hand_at: Mapped[datetime | None]  # when the process that builds it last said so
    published_at: Mapped[datetime | None]
    as_of: Mapped[datetime | None]
    records: Mapped[int] = mapped_column(default=0)
    files: Mapped[dict[str, Any]] = mapped_column(default=dict)  # name → bytes, sha256, media type
    withdrawn_at: Mapped[datetime | None]
    withdrawn_why: Mapped[str] = mapped_column(default="", server_default="")  # told to anyone
    withdrawn_words: Mapped[str] = mapped_column(Text, default="", server_default="")  # told too
    replaced_by: Mapped[int | None]  # the number of the release to take instead
