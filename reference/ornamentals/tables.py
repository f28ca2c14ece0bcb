"""Ornamentals, as they are stored: each town names its own."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown


class Ornamental(OfTown, Base):
    """A cultivated plant that TAXREF lacks, known by its name and, where there is one, Wikidata."""

    __tablename__ = "ornamental"
    __table_args__ = (
        UniqueConstraint("town_id", "name"),
        Index(
            "uq_ornamental_wikidata", "town_id", "wikidata", unique=True,
            sqlite_where=text("wikidata <> ''"), postgresql_where=text("wikidata <> ''"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]  # as ICNCP writes it
    genus: Mapped[str]
    epithet: Mapped[str] = mapped_column(default="")
    cultivar: Mapped[str] = mapped_column(default="")
    vernacular: Mapped[str] = mapped_column(default="")
    wikidata: Mapped[str] = mapped_column(default="")  # "Q…"
    cd_nom: Mapped[int | None]  # the nearest name of TAXREF: its species, or its genus
    naturality: Mapped[str] = mapped_column(default="planted")
    words: Mapped[str]  # every word of its names, folded, each after a space: what is searched
    made_at: Mapped[datetime]
