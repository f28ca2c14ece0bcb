"""Who says an address is theirs, until they prove it."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class AddressClaim(OfTown, Base):
    """An address someone wants for their account, and what will prove that it is theirs."""

    __tablename__ = "address_claim"

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    email: Mapped[str]
    digest: Mapped[str | None] = mapped_column(unique=True)  # of the link's secret, once mailed
    code_digest: Mapped[str]  # of what the phone shows: only who holds it may join it
    attempts: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
