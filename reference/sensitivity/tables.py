"""The sensitivity rules of the national file, as they are stored: the country's, without a town."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base


class SensitivityEdition(Base):
    """A file of rules that was loaded; the one in force is not replaced yet."""

    __tablename__ = "sensitivity_edition"

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str]
    sha256: Mapped[str]
    rows: Mapped[int]
    loaded_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]


class SensitivityRule(Base):
    """A rule of the edition in force: TAXREF name × department → level."""

    __tablename__ = "sensitivity_rule"
    __table_args__ = (Index("ix_sensitivity_rule_taxon", "cd_nom", "department"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("sensitivity_edition.id"))
    cd_nom: Mapped[int]  # may be a synonym: compared with all the names of a taxon
    name: Mapped[str]  # NOM_CITE
    department: Mapped[str]
    level: Mapped[int]  # SINP, 0 to 4
    years: Mapped[int | None]  # DUREE; nothing: for ever
    status: Mapped[str]  # STATUT_BIO, or ""
    behaviour: Mapped[str]  # OCC_COMPORTEMENT, or ""
    note: Mapped[str] = mapped_column(Text)  # AUTRE
    list: Mapped[str]  # CD_SL
    is_replaced: Mapped[bool]  # by the regional list of its department
