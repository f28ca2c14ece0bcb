"""What people want to be told, and what they were told today."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class LetterChoice(OfTown, Base):
    """Whether somebody wants letters beside those they wait for, and the edition of their feed."""

    __tablename__ = "letter_choice"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    wants_letters: Mapped[bool] = mapped_column(default=True)
    feed_edition: Mapped[int] = mapped_column(default=0)  # another one is another address
    has_feed: Mapped[bool] = mapped_column(default=False)
    digested_at: Mapped[datetime | None]


class LetterOfDay(OfTown, Base):
    """The letter somebody got on a day."""

    __tablename__ = "letter_of_day"
    __table_args__ = (Index("ix_letter_of_day_account_id_day", "account_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    day: Mapped[date]
    key: Mapped[str]  # of the letter: sent again after a fault, it is the same


class LetterWaiting(OfTown, Base):
    """News that wait for the next digest, as a line of it."""

    __tablename__ = "letter_waiting"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    key: Mapped[str] = mapped_column(unique=True)
    line: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime]


class Subscription(OfTown, Base):
    """Something to be told of: a branch of the names, a territory, a status."""

    __tablename__ = "subscription"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    cd_ref: Mapped[int | None]  # nothing: any name
    territory: Mapped[str]  # a code; "": anywhere
    status: Mapped[str]  # of rules.STATUSES
    made_at: Mapped[datetime]
