"""Webhooks, what was told to each, and what anyone may know that was told of."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class Webhook(OfTown, Base):
    """An address that an organisation's program is called at. Its secret is made, never kept."""

    __tablename__ = "webhook"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    organisation: Mapped[str] = mapped_column(index=True)
    holder_id: Mapped[int] = mapped_column(ForeignKey("account.id"))  # told what they may know
    url: Mapped[str] = mapped_column(Text)
    kinds: Mapped[list[str]]  # of rules.KINDS
    state: Mapped[str] = mapped_column(default="on")  # on, off by its people, failed, gone
    edition: Mapped[int] = mapped_column(default=1)  # of its secret
    former_until: Mapped[datetime | None]  # until when the secret before is valid too
    version: Mapped[int] = mapped_column(default=1)
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    failing_since: Mapped[datetime | None]
    rests_until: Mapped[datetime | None]
    made_at: Mapped[datetime]


class Delivery(OfTown, Base):
    """A call: made again until it is answered, or given up."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        UniqueConstraint("webhook_id", "event"),
        Index("ix_webhook_delivery_due", "state", "not_before"),
        Index("ix_webhook_delivery_subject", "webhook_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)  # its webhook-id
    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhook.id"))
    event: Mapped[int | None]  # the news it tells; nothing of a test
    kind: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(default="waiting")  # waiting, done, dead
    attempts: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime]  # the next try, or the lease of who makes it
    begun_at: Mapped[datetime]  # or last begun anew
    tried_at: Mapped[datetime | None]
    status: Mapped[int | None]  # of HTTP
    fault: Mapped[str] = mapped_column(default="", server_default="")
    words: Mapped[str] = mapped_column(Text, default="", server_default="")  # of the answer: few


class Told(OfTown, Base):
    """What was public when somebody who moderates nothing was told of it."""

    __tablename__ = "webhook_told"
    __table_args__ = (UniqueConstraint("webhook_id", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    webhook_id: Mapped[int] = mapped_column(ForeignKey("webhook.id"))
    subject: Mapped[UUID]
