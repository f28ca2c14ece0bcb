"""Put names on the shelves of the search, one taxon at a time."""

from collections.abc import Iterable
from dataclasses import dataclass

from reference.taxa.rules import vernaculars
from reference.taxa.search.rules import keys, searched, tier_of

TAKEN = ("CD_NOM", "CD_REF", "RANG", "LB_NOM", "NOM_VERN", "NOM_VERN_ENG")  # what a taxon tells


@dataclass
class Shelving:
    """Makes the rows of the names and of their keys, as lines of texts between tabs."""

    names: int = 0  # made so far

    def shelved(self, taxa: Iterable[tuple[str, ...]]) -> tuple[list[str], list[str]]:
        """Make lines `id, cd_nom, cd_ref, plain, written` and lines `key, name_id`.

        taxa: what TAKEN names of each, as TAXREF writes it.
        """
        names: list[str] = []
        shelf: list[str] = []
        for cd_nom, cd_ref, rank, name, french, english in taxa:
            written = vernaculars(f"{french},{english}") if french or english else []
            tier = tier_of(rank, cd_nom == cd_ref, bool(written))
            for told in (name, *written):
                if not (plain := searched(told)):
                    continue
                self.names += 1
                shown = "" if told is name else told
                names.append(f"{self.names}\t{cd_nom}\t{cd_ref}\t{plain}\t{shown}")
                shelf.extend(f"{key}\t{self.names}" for key in keys(plain, tier))
        return names, shelf
