"""Territories, as they are stored: the country's, so without a town; and the zones of a town."""

from geoalchemy2 import WKBElement
from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from config.database import Base, Plain
from config.spatial import OutlineColumn
from config.towns import OfTown


class Territory(Base):
    """What has an INSEE code: a commune, or a larger territory; its outline may be unknown.

    A commune that was merged into another stays, with its outline of then, its end and its heir.
    """

    __tablename__ = "territory"
    __table_args__ = (UniqueConstraint("kind", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # commune, arrondissement, epci, department, region
    code: Mapped[str] = mapped_column(index=True)  # INSEE; of an EPCI, SIREN
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(Plain, index=True, default="")  # the name, to be found by
    department: Mapped[str]  # code; empty for what is larger
    region: Mapped[str] = mapped_column(default="")
    epci: Mapped[str] = mapped_column(default="")
    vintage: Mapped[int]  # year of the list it was last in
    until: Mapped[int | None]  # vintage that no longer had it
    successor: Mapped[str] = mapped_column(default="")  # code of the commune it went to
    is_approximate: Mapped[bool] = mapped_column(default=False)
    outline: Mapped[WKBElement | None] = deferred(mapped_column(OutlineColumn))


class Zone(OfTown, Base):
    """A part of a town that the town names: a district, or any other zone."""

    __tablename__ = "zone"
    __table_args__ = (UniqueConstraint("town_id", "kind", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # district, zone
    code: Mapped[str]
    name: Mapped[str]
    folded: Mapped[str] = mapped_column(Plain)
    outline: Mapped[WKBElement] = deferred(mapped_column(OutlineColumn, nullable=False))
