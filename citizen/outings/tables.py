"""Outings and who joined them, as they are stored."""

from datetime import datetime

from geoalchemy2 import WKBElement
from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from citizen.campaigns.tables import PERIMETER
from config.database import Base
from config.towns import OfTown


class Outing(OfTown, Base):
    """Some hours somewhere, held by an account; known by a code that may be renewed."""

    __tablename__ = "outing"
    __table_args__ = (UniqueConstraint("town_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str]
    name: Mapped[str]
    held_by: Mapped[str]  # as everyone reads it: a school, an association; "" once they left
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]  # by who holds it, before or after its hours
    area: Mapped[WKBElement | None] = deferred(mapped_column(PERIMETER))  # else the whole town
    area_name: Mapped[str]
    protocols: Mapped[list[str]]
    campaign: Mapped[str]  # the name of one; "": none
    holder_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)


class OutingMember(OfTown, Base):
    """An account, most often a phone's, that joined an outing."""

    __tablename__ = "outing_member"
    __table_args__ = (UniqueConstraint("outing_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    outing_id: Mapped[int] = mapped_column(ForeignKey("outing.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    joined_at: Mapped[datetime]
