"""Ask the shelves which words there are."""

from collections.abc import Sequence

from sqlalchemy import exists, literal, or_, select
from sqlalchemy.orm import Session

from config.engines import listed
from reference.taxa.search.rules import END_OF_WORD, INNER, LAST, WHOLE
from reference.taxa.tables import TaxonKey


def nearest(session: Session, variants: Sequence[str]) -> list[str]:
    """Which of these begin a word, on the shelves of the first tier that has any; whole first."""
    for shelves in map("".join, zip(WHOLE, INNER, strict=True)):
        if found := existing(session, variants, shelves):
            whole = existing(session, found, shelves, END_OF_WORD)
            return whole + [one for one in found if one not in whole]
    return []


def existing(session: Session, starts: Sequence[str], shelves: str, last: str = LAST) -> list[str]:
    """Which of these a word of a name begins with, on some shelves."""
    given = listed(session, starts)
    on_shelf = [
        exists().where(
            TaxonKey.key >= literal(shelf) + given.c.value,
            TaxonKey.key < literal(shelf) + given.c.value + literal(last),
        )
        for shelf in shelves
    ]
    query = select(given.c.value).where(or_(*on_shelf)).order_by(given.c.value)
    return list(session.scalars(query))
