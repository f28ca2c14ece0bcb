"""Territories, as they are stored: the country's, so without a town."""

from geoalchemy2 import WKBElement
from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from config.database import Base
from config.spatial import OutlineColumn


class Territory(Base):
    """A commune, or another zone that has a code; its outline may be unknown."""

    __tablename__ = "territory"
    __table_args__ = (UniqueConstraint("kind", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]  # commune, arrondissement, district…
    code: Mapped[str] = mapped_column(index=True)  # INSEE
    name: Mapped[str]
    department: Mapped[str]
    vintage: Mapped[int]
    is_approximate: Mapped[bool] = mapped_column(default=False)
    outline: Mapped[WKBElement | None] = deferred(mapped_column(OutlineColumn))
