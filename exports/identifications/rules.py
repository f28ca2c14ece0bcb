"""What of its former names anyone may know of a record.

A name that is sensitive where the record lies is withheld wholly, with its day and who gave it:
that an eagle owl was named there once may lead to its nest. Of a hidden place none is told.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from exports.records import Identification, Taxon
from reference.sensitivity.rules import EXACT


class Former(NamedTuple):
    """A name that a record had, as the database holds it."""

    taxon: Taxon
    at: datetime
    level: int  # SINP validation it then had; 0: none
    by_author: bool
    sensitivity: int = 4  # that the rules would ask for under this name; until they are asked: all


def former_told(former: Iterable[Former], precision: str) -> tuple[Identification, ...]:
    """The former names that may be told, in their order; one that is repeated, once."""
    if precision != EXACT:
        return ()
    shown: list[Identification] = []
    for one in sorted(former, key=lambda one: (not one.by_author, one.at, one.taxon.cd_nom)):
        if one.sensitivity == 0 and not (shown and shown[-1].taxon == one.taxon):
            shown.append(Identification(one.taxon, one.at.date(), one.level, one.by_author))
    return tuple(shown)


def hides_cited(former: Sequence[Former]) -> bool:
    """Whether what its author called it would be sensitive here: then it is not told either."""
    return any(one.by_author and one.sensitivity for one in former)
