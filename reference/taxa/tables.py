"""The names of TAXREF, as they are stored: the country's, so without a town."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base


class Taxon(Base):
    """A name of TAXREF: `cd_nom` is the name's number, `cd_ref` that of the taxon it stands for."""

    __tablename__ = "taxon"
    __table_args__ = (Index("ix_taxon_name", "name"),)

    cd_nom: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    cd_ref: Mapped[int] = mapped_column(index=True)
    rank: Mapped[str]
    name: Mapped[str]  # LB_NOM
    author: Mapped[str]  # LB_AUTEUR
    full_name: Mapped[str]  # NOM_COMPLET
    valid_name: Mapped[str]  # NOM_VALIDE
    vernacular: Mapped[str]  # NOM_VERN: several, by commas
    kingdom: Mapped[str]
    phylum: Mapped[str]
    class_: Mapped[str] = mapped_column("class")
    order: Mapped[str]
    family: Mapped[str]
    group: Mapped[str]  # GROUP2_INPN
    fr_status: Mapped[str]
    words: Mapped[str]  # every word of its names, folded, each after a space: what is searched
