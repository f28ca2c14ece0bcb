"""Put names on the shelves of the search: a million at an import, hence some haste."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reference.taxa.rules import vernaculars
from reference.taxa.search.rules import INNER, MARKS, WHOLE, keys, searched, tier_of

PLAIN = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*").fullmatch  # nothing to fold but its case
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
                if not (plain := folded_name(told)):
                    continue
                self.names += 1
                shown = "" if told is name else told
                names.append(f"{self.names}\t{cd_nom}\t{cd_ref}\t{plain}\t{shown}")
                shelf.extend(shelved_at(plain, tier, self.names))
        return names, shelf


def folded_name(name: str) -> str:
    """Fold a name as `searched` does; most have nothing to fold but their case."""
    if not PLAIN(name):
        return searched(name)
    plain = name.lower()
    return plain if MARKS.isdisjoint(plain.split(" ")) else searched(name)


def shelved_at(plain: str, tier: int, number: int) -> Iterable[str]:
    """The lines of a name's keys; most names are of two words."""
    first, _, last = plain.partition(" ")
    if last.isalpha():
        return f"{WHOLE[tier]}{plain}\t{number}", f"{INNER[tier]}{last}, {first}\t{number}"
    return [f"{key}\t{number}" for key in keys(plain, tier)]
