"""Every decision ever taken on an observation; one that is undone is marked so."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class Decision(OfTown, Base):
    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id"), index=True)
    version: Mapped[int]  # of the observation, as seen
    moderator_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    organisation: Mapped[str]
    verdict: Mapped[str]
    certainty: Mapped[str]
    cd_nom: Mapped[int | None]  # the determination
    ornamental_id: Mapped[int | None] = mapped_column(ForeignKey("ornamental.id"))
    reason: Mapped[str]
    comment: Mapped[str] = mapped_column(Text)
    of: Mapped[UUID | None]  # what this one repeats, or is a visit of
    status_before: Mapped[str]
    level_before: Mapped[int] = mapped_column(default=0, server_default="0")
    part_of_before: Mapped[UUID | None]
    status_after: Mapped[str]
    level: Mapped[int]
    taken_at: Mapped[datetime]
    turn: Mapped[int] = mapped_column(default=0, server_default="0")  # it led to
    kept: Mapped[dict[str, Any] | None]  # what undoing it restores
    automatic: Mapped[dict[str, Any] | None]  # score, parts, rules: what accepted it, not a person
    undone_at: Mapped[datetime | None]
