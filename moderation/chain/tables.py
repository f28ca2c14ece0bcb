"""The chain of a town, and its head: the database itself refuses to change or remove a line."""

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class ChainLine(OfTown, Base):
    """A line of the chain; triggers refuse UPDATE and DELETE (migration 0034)."""

    __tablename__ = "chain_line"
    __table_args__ = (UniqueConstraint("town_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    previous: Mapped[str]
    told: Mapped[str] = mapped_column(Text)  # canonical JSON: accounts by their UUID, no words
    digest: Mapped[str]


class ChainHead(OfTown, Base):
    """How far the chain of a town goes: held by whoever adds a line."""

    __tablename__ = "chain_head"
    __table_args__ = (UniqueConstraint("town_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    digest: Mapped[str]
