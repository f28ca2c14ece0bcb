"""Ask the shelves which words there are."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from config.engines import listed
from reference.taxa.search.rules import END_OF_WORD, INNER, LAST, WHOLE

ON_SHELF = """EXISTS (SELECT 1 FROM taxon_key
  WHERE key >= '#' || given.value AND key < '#' || given.value || :last)"""

GIVEN = "SELECT given.value FROM TABLE WHERE SHELVES"


def nearest(session: Session, variants: Sequence[str]) -> list[str]:
    """Which of these begin a word, on the shelves of the first tier that has any; whole first."""
    for shelves in map("".join, zip(WHOLE, INNER, strict=True)):
        if found := existing(session, variants, shelves):
            whole = existing(session, found, shelves, END_OF_WORD)
            return whole + [one for one in found if one not in whole]
    return []


def existing(session: Session, starts: Sequence[str], shelves: str, last: str = LAST) -> list[str]:
    """Which of these a word of a name begins with, on some shelves; sorted."""
    table, values = listed(session, starts)
    given = {"given": values, "last": last}
    return sorted(session.connection().scalars(_existing(table, shelves), given))


@cache
def _existing(table: str, shelves: str) -> TextClause:
    on_shelf = " OR ".join(ON_SHELF.replace("#", shelf) for shelf in shelves)
    return text(GIVEN.replace("TABLE", table).replace("SHELVES", on_shelf))
