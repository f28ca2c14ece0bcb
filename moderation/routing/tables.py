"""The rules of a town, version by version: none is changed or removed; who is away, and when."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class RoutingRules(OfTown, Base):
    """A version of the rules: the last is in force."""

    __tablename__ = "routing_rules"
    __table_args__ = (UniqueConstraint("town_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text)  # TOML, as it was written
    sha256: Mapped[str]
    adopted_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))  # nobody: the file
    adopted_at: Mapped[datetime]


class Absence(OfTown, Base):
    """Days on which somebody, or a whole organisation, takes nothing new."""

    __tablename__ = "absence"
    __table_args__ = (Index("ix_absence_last_day", "town_id", "last_day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    organisation: Mapped[str]  # when it is all of an organisation; else empty
    first_day: Mapped[date]
    last_day: Mapped[date]
    noted_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    noted_at: Mapped[datetime]
