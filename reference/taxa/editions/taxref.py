"""The columns of TAXREF v15 to v18, found by their names, and what becomes of each row.

Source: the fact sheets of PatriNat, and the loaders of TaxHub for v15 to v18.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from reference.taxa.rules import vernaculars
from reference.taxa.search.rules import keys, searched, tier_of

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
    """Rows of our tables, as texts."""

    taxa: list[tuple[str, ...]]  # COLUMNS
    names: list[tuple[str, ...]]  # id, cd_nom, cd_ref, plain, written
    keys: list[tuple[str, ...]]  # key, name_id


class Layout:
    """Where each column of a file is; what a version lacks is read as empty."""

    def __init__(self, columns: Sequence[str]) -> None:
        at = {name.strip().upper(): place for place, name in enumerate(columns)}
        wanted = (*TAKEN, PARENTS[0])
        self.missing = [name for name in wanted if name not in at and name not in OPTIONAL]
        self.width = blank = len(columns)  # each record is given one more field, empty
        self.taken = itemgetter(*(at.get(name, blank) for name in TAKEN))
        self.parents = itemgetter(*(at.get(name, blank) for name in PARENTS))
        self.statuses = itemgetter(*(at.get(name, blank) for name in TERRITORIES))


@dataclass
class Shelving:
    """Makes the rows of our tables: each name, and its keys on the shelves of the search."""

    names: int = 0  # made so far

    def prepared(
        self, taken: Sequence[tuple[str, ...]], further: Iterable[tuple[str, str]]
    ) -> Rows:
        """Prepare names: what TAKEN says of each, its parent and its territories."""
        made = Rows([one + other for one, other in zip(taken, further, strict=True)], [], [])
        for row in taken:
            french, english = row[4], row[5]
            written = vernaculars(f"{french},{english}") if french or english else ()
            tier = tier_of(row[2], row[0] == row[1], bool(written))
            self._shelve(made, row, tier, row[3], "")
            for name in written:
                self._shelve(made, row, tier, name, name)
        return made

    def _shelve(
        self, made: Rows, taxon: tuple[str, ...], tier: int, name: str, written: str
    ) -> None:
        if plain := searched(name):
            self.names += 1
            number = str(self.names)
            made.names.append((number, taxon[0], taxon[1], plain, written))
            made.keys.extend([(key, number) for key in keys(plain, tier)])


def by_territory(statuses: str) -> dict[str, str]:
    """The status in each territory that has one: `P,,I,…` → `{"FR": "P", "MAR": "I"}`."""
    told = zip(TERRITORIES, statuses.split(","), strict=False)
    return {territory: status for territory, status in told if status}
