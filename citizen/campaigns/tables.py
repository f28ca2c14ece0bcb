"""The campaigns of a town, as they are stored."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from geoalchemy2 import Geometry, WKBElement
from sqlalchemy import ForeignKey, UniqueConstraint, false
from sqlalchemy.orm import Mapped, deferred, mapped_column

from config.database import Base
from config.spatial import WGS84
from config.towns import OfTown

# A type of its own: a column writes into its type whether it may be empty, and zones may not.
PERIMETER = Geometry("MULTIPOLYGON", srid=WGS84)


class Campaign(OfTown, Base):
    """A call: what is looked for, where, when, and who may take part."""

    __tablename__ = "campaign"
    __table_args__ = (UniqueConstraint("town_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str]  # its public name, for ever: observations and addresses hold it
    title: Mapped[dict[str, Any]]  # language → words; French at least
    description: Mapped[dict[str, Any]]
    protocol: Mapped[str]
    species: Mapped[list[str]]  # cd_nom of TAXREF looked for; none: all
    starts: Mapped[date]
    ends: Mapped[date | None]  # its last day; nothing: until it is closed
    outline: Mapped[WKBElement | None] = deferred(mapped_column(PERIMETER))  # else the town
    joining: Mapped[str]  # open, code
    join_code: Mapped[str]
    status: Mapped[str]  # draft, open, closed
    contact: Mapped[str]
    picture: Mapped[UUID | None]  # the name of its files; no original is kept
    picture_alt: Mapped[str]
    is_dataset: Mapped[bool] = mapped_column(default=False, server_default=false())
    made_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
