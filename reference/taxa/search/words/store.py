"""Ask the shelves which words there are, and how many names have them."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from config.engines import listed
from reference.taxa.search.rules import END_OF_WORD, INNER, LAST, WHOLE

ON_SHELF = """EXISTS (SELECT 1 FROM taxon_key
  WHERE key >= '#' || given.value AND key < '#' || given.value || :last)"""

COUNTED = 500  # names of a shelf, at most: a word that has more is frequent
HAVING = """(SELECT count(*) FROM (SELECT 1 FROM taxon_key
  WHERE key >= '#' || given.value AND key < '#' || given.value || :last LIMIT :most) AS some#)"""
RARITY = "SELECT given.value, TIMES AS times FROM TABLE"
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


def rarest(session: Session, words: Sequence[str]) -> str:
    """The one of these that the fewest names have a word beginning with; the longest of equals."""
    table, values = listed(session, words)
    given = {"given": values, "last": LAST, "most": COUNTED}
    told = session.connection().execute(_rarity(table), given)
    return str(min(told, key=_weight).value)


def _weight(row: Any) -> tuple[int, int, str]:
    return row.times, -len(row.value), row.value


@cache
def _rarity(table: str) -> TextClause:
    times = " + ".join(HAVING.replace("#", shelf) for shelf in WHOLE + INNER)
    return text(RARITY.replace("TABLE", table).replace("TIMES", times))
