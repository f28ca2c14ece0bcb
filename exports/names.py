"""The names a record may have: of TAXREF, of an ornamental, and those it had before."""

from datetime import date
from typing import NamedTuple

from config.words import folded


class Taxon(NamedTuple):
    """A name of TAXREF and the taxon it stands for."""

    cd_nom: int
    cd_ref: int
    rank: str  # TAXREF code: ES species, GN genus…
    name: str  # LB_NOM, without author: "Quercus robur"
    full_name: str  # NOM_COMPLET, with author
    valid_name: str  # NOM_VALIDE, with author
    vernacular: str  # French, first name only; "" when none
    kingdom: str
    phylum: str
    class_: str
    order: str
    family: str
    group: str  # GROUP2_INPN
    fr_status: str  # TAXREF status in metropolitan France; "" when unknown


class Ornamental(NamedTuple):
    """A cultivated plant that TAXREF lacks; a record's taxon is then only its nearest kin."""

    name: str  # ICNCP: "Prunus serrulata 'Kanzan'"
    genus: str
    epithet: str  # "" when only its genus is known
    cultivar: str  # without quotation marks
    vernacular: str
    wikidata: str  # "Q…"; "" when unknown
    naturality: str  # planted, wild, unknown


class Identification(NamedTuple):
    """What a record was taken for before; who said so is not named, but its author who signs."""

    taxon: Taxon
    on: date
    level: int  # SINP validation; 0: none
    by_author: bool


def is_plain(cited: str, taxon: Taxon | None) -> bool:
    """Whether what was written is but the name that the moderators hold."""
    names = (taxon.name, taxon.full_name, taxon.valid_name, taxon.vernacular) if taxon else ()
    return folded(cited) in map(folded, names)
