"""The columns of TAXREF v15 to v18, found by their names, and what becomes of each row.

Source: the fact sheets of PatriNat, and the loaders of TaxHub for v15 to v18.
"""

from collections.abc import Sequence
from typing import NamedTuple

TERRITORIES = (
    "FR", "GF", "MAR", "GUA", "SM", "SB", "SPM", "MAY", "EPA", "REU", "SA", "TA", "TAAF", "PF",
    "NC", "WF", "CLI",
)  # fmt: skip
TAKEN = {  # column of TAXREF → ours
    "CD_NOM": "cd_nom", "CD_REF": "cd_ref", "RANG": "rank", "LB_NOM": "name",
    "NOM_VERN": "vernacular", "NOM_VERN_ENG": "english", "LB_AUTEUR": "author",
    "NOM_COMPLET": "full_name", "NOM_VALIDE": "valid_name", "REGNE": "kingdom",
    "PHYLUM": "phylum", "CLASSE": "class", "ORDRE": "order", "FAMILLE": "family",
    "GROUP1_INPN": "group1", "GROUP2_INPN": "group", "GROUP3_INPN": "group3", "FR": "fr_status",
    "HABITAT": "habitat",
}  # fmt: skip
PARENTS = ("CD_TAXSUP", "CD_SUP")  # the first that is told
COLUMNS = (*TAKEN.values(), "parent", "territories")  # of ours, in the order of a row made here
OPTIONAL = {"NOM_VERN_ENG", "GROUP3_INPN"}


class Rows(NamedTuple):
    """Rows of our tables, as lines of texts between tabs."""

    taxa: bytes  # COLUMNS
    names: bytes  # id, cd_nom, cd_ref, plain, written
    keys: bytes  # key, name_id


class Layout:
    """Where each column of a file is: its place, None where this version lacks it."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.at = {name.strip().upper(): place for place, name in enumerate(columns)}
        self.width = len(columns)
        wanted = (*TAKEN, PARENTS[0])
        self.missing = [name for name in wanted if name not in self.at and name not in OPTIONAL]


def by_territory(statuses: str) -> dict[str, str]:
    """The status in each territory that has one: `P,,I,…` → `{"FR": "P", "MAR": "I"}`."""
    told = zip(TERRITORIES, statuses.split(","), strict=False)
    return {territory: status for territory, status in told if status}
