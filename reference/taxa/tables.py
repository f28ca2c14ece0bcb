"""The names of TAXREF, as they are stored and searched; what a town saw of them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from config.database import Base
from config.towns import OfTown

BYTEWISE = String().with_variant(String(collation="C"), "postgresql")  # the same order everywhere


class Taxon(Base):
    """A name of TAXREF: `cd_nom` is the name's number, `cd_ref` that of the taxon it stands for.

    Replaced whole by each edition: nothing may point here with a foreign key.
    """

    __tablename__ = "taxon"

    cd_nom: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    cd_ref: Mapped[int]
    rank: Mapped[str]
    name: Mapped[str]  # LB_NOM
    author: Mapped[str]  # LB_AUTEUR
    full_name: Mapped[str]  # NOM_COMPLET
    valid_name: Mapped[str]  # NOM_VALIDE
    vernacular: Mapped[str]  # NOM_VERN: several, by commas
    english: Mapped[str]  # NOM_VERN_ENG: several, by commas
    parent: Mapped[int]  # CD_TAXSUP, else CD_SUP; 0: none
    kingdom: Mapped[str]
    phylum: Mapped[str]
    class_: Mapped[str] = mapped_column("class")
    order: Mapped[str]
    family: Mapped[str]
    group1: Mapped[str]  # GROUP1_INPN
    group: Mapped[str]  # GROUP2_INPN
    group3: Mapped[str]  # GROUP3_INPN
    fr_status: Mapped[str]  # FR
    habitat: Mapped[str]
    territories: Mapped[str]  # the status in each of taxref.TERRITORIES, in order, by commas


class TaxonName(Base):
    """A name a taxon may be searched by: scientific, synonym, French or English."""

    __tablename__ = "taxon_name"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    cd_nom: Mapped[int]
    cd_ref: Mapped[int] = mapped_column(index=True)
    plain: Mapped[str] = mapped_column(BYTEWISE)  # folded, as keys.searched makes it
    written: Mapped[str]  # "" when it is the scientific name itself


class TaxonKey(Base):
    """Where a name stands on the shelves of the search: see `search/keys.py`."""

    __tablename__ = "taxon_key"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 (SQLAlchemy's own attribute)

    key: Mapped[str] = mapped_column(BYTEWISE, primary_key=True)
    name_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class TaxonStatus(Base):
    """A protection, a red list or another status of a taxon: a row of BDC_STATUTS."""

    __tablename__ = "taxon_status"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 (SQLAlchemy's own attribute)

    cd_ref: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # row of the file
    type: Mapped[str]  # cd_type_statut
    type_label: Mapped[str]
    code: Mapped[str]
    label: Mapped[str]
    area: Mapped[str]  # lb_adm_tr
    area_code: Mapped[str]  # cd_sig
    url: Mapped[str]  # doc_url


class TaxonEdition(Base):
    """An edition of TAXREF that was loaded: the last is in force."""

    __tablename__ = "taxon_edition"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[str]  # "TAXREF v18"
    sha256: Mapped[str]
    statuses_sha256: Mapped[str]  # "" when none were given
    names: Mapped[int]
    statuses: Mapped[int]
    loaded_at: Mapped[datetime]


class TaxonChange(Base):
    """What an edition changed of a name that the edition before had."""

    __tablename__ = "taxon_change"

    edition_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    cd_nom: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str]  # moved, dropped
    name: Mapped[str]  # LB_NOM, as it was
    cd_ref_before: Mapped[int]
    cd_ref: Mapped[int | None]  # of the new edition; of a dropped name, that of its replacement
    reason: Mapped[str]  # RAISON_SUPPRESSION


class Sighting(OfTown, Base):
    """That a published record tells of a taxon, in a commune, in a month of any year."""

    __tablename__ = "taxon_sighting"
    __table_args__ = (
        UniqueConstraint("town_id", "uuid"),
        Index("ix_taxon_sighting_seen", "town_id", "territory", "month", "cd_ref"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[UUID]  # of the observation
    territory: Mapped[str]  # INSEE code of the commune
    month: Mapped[int]
    cd_nom: Mapped[int]
    cd_ref: Mapped[int]
