"""The grey points, and whether the town shows them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class Provisional(OfTown, Base):
    """That something was sent: kept beside the observation, which may say more and is not asked."""

    __tablename__ = "provisional"
    __table_args__ = (Index("ix_provisional_shown", "town_id", "until"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    observation_id: Mapped[int] = mapped_column(ForeignKey("observation.id"), unique=True)
    protocol: Mapped[str]
    square: Mapped[str]  # INSEE's name of its 200 m square
    month: Mapped[str]
    until: Mapped[date]  # the last day it is shown


class ProvisionalChoice(OfTown, Base):
    """That the town showed grey points, or ceased to: the last counts."""

    __tablename__ = "provisional_choice"
    __table_args__ = (Index("ix_provisional_choice_town", "town_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    is_shown: Mapped[bool]
    chosen_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    chosen_at: Mapped[datetime]
