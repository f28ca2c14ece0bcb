"""The phones that asked to be told."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class PushSubscription(OfTown, Base):
    """Where a browser is told something, and what only it can read that with."""

    __tablename__ = "push_subscription"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    endpoint: Mapped[str] = mapped_column(Text)
    p256dh: Mapped[str]
    auth: Mapped[str]
    browser: Mapped[str | None]  # digest of the session it asked in; nothing of a token's
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    told_desk_on: Mapped[date | None]  # the last day it was told of what waits
    made_at: Mapped[datetime]
