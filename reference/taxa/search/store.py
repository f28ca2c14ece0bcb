"""Ask the shelves for names: a few short ranges of one index, the same on both engines."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from sqlalchemy import TextClause, and_, exists, func, literal, or_, select, text
from sqlalchemy.orm import Session

from config.engines import listed
from reference.taxa.search.rules import INNER, LAST, TIER, WHOLE, Asked, may_be_mistyped, near
from reference.taxa.tables import Sighting, TaxonKey, TaxonName

SEEN = 500  # taxa of a month in a territory that come before the others
MOST = 5_000  # keys of a shelf that are looked through for other words
MORE = 3  # names looked at for each that is wanted: several may be of one taxon
TURNS = 12  # corrections of a word that are tried

# One short walk along the index of the keys: those that begin so, then those of them to keep.
RANGE = """
SELECT * FROM (SELECT key, name_id FROM (
  SELECT key, name_id FROM taxon_key WHERE key >= :first# AND key < :last#
  ORDER BY key, name_id LIMIT :looked) AS walk# WHERE KEPT ORDER BY key, name_id LIMIT :most) AS r#
"""
NAMES = """
SELECT key, cd_nom, cd_ref, plain, written FROM (RANGES) AS k JOIN taxon_name ON id = name_id
"""


class Found(NamedTuple):
    """A name that was found."""

    key: str
    cd_nom: int
    cd_ref: int
    plain: str
    written: str  # "" when it is the scientific name
    seen: int = 0  # how often, here


class Here(NamedTuple):
    """Where and when somebody looks at something."""

    territory: str
    month: int


def find(session: Session, typed: str, limit: int, here: Here | None = None) -> list[Found]:
    """Find names, each taxon once, in the order in which they are proposed."""
    asked = Asked.of(typed)
    if not asked.words:
        return []
    found = _found(session, asked, limit, here)
    if not found and (shorter := asked.without_mark()):
        asked = shorter
        found = _found(session, asked, limit, here)
    return (found or _corrected(session, asked, limit, here))[:limit]


def _found(session: Session, asked: Asked, limit: int, here: Here | None) -> list[Found]:
    """Names that begin so; when they are too few, those with such words; those seen here."""
    seen = _seen(session, asked, here) if here else []
    most = MORE * limit + MORE
    found = seen + _beginning(session, asked, limit, most)
    if len({one.cd_ref for one in found}) < limit:
        found += _with_words(session, asked, most)
    return _in_order(found, asked)


def _in_order(found: Iterable[Found], asked: Asked) -> list[Found]:
    """By exactness, then by how often seen, then as they stand on the shelves; a taxon once."""
    found = list(found)
    often = {one.cd_ref: one.seen for one in found if one.seen}

    def place(one: Found) -> tuple[Any, ...]:
        exactness = asked.exactness(one.plain)
        return exactness, -often.get(one.cd_ref, 0), TIER[one.key[0]], one.plain, one.cd_nom

    once: dict[int, Found] = {}
    for one in sorted(found, key=place):
        once.setdefault(one.cd_ref, one)
    return list(once.values())


def _beginning(session: Session, asked: Asked, limit: int, most: int) -> list[Found]:
    """Names that are what was typed, then those that begin so, shelf by shelf."""
    exact = [shelf + start for shelf, start in product(WHOLE, asked.starts)]
    first = [WHOLE[0] + start for start in asked.starts]
    ranges = [(key, key + " ") for key in exact] + [(key, key + LAST) for key in first]
    found = _ranges(session, ranges, (), most)
    if len({one.cd_ref for one in found}) >= limit:
        return found
    others = [shelf + start for shelf, start in product(WHOLE[1:], asked.starts)]
    return found + _ranges(session, [(key, key + LAST) for key in others], (), most)


def _with_words(session: Session, asked: Asked, most: int) -> list[Found]:
    """Names that have a word beginning with each that was typed."""
    driver = asked.driver()
    others = [f"% {word}%" for word in asked.words if word != driver]
    shelves = WHOLE + INNER if others else INNER
    ranges = [(shelf + driver, shelf + driver + LAST) for shelf in shelves]
    return _ranges(session, ranges, others, most)


def _ranges(
    session: Session, ranges: Sequence[tuple[str, str]], words: Sequence[str], most: int
) -> list[Found]:
    """The first names of each range of keys that have all the words."""
    given: dict[str, Any] = {"most": most, "looked": MOST if words else most}
    for number, (first, last) in enumerate(ranges):
        given |= {f"first{number}": first, f"last{number}": last}
    given |= {f"word{number}": word for number, word in enumerate(words)}
    return [Found(*row) for row in session.execute(_asking(len(ranges), len(words)), given)]


@cache
def _asking(ranges: int, words: int) -> TextClause:
    """The question of so many ranges; every value is a parameter."""
    kept = " AND ".join(f"key LIKE :word{number}" for number in range(words)) or "1 = 1"
    parts = [RANGE.replace("#", str(n)).replace("KEPT", kept) for n in range(ranges)]
    return text(NAMES.replace("RANGES", " UNION ALL ".join(parts)))


def _seen(session: Session, asked: Asked, here: Here) -> list[Found]:
    """The names that fit of the taxa seen most in this territory and month."""
    times = func.count().label("times")
    often = (
        select(Sighting.cd_ref, times)
        .where(Sighting.territory == here.territory, Sighting.month == here.month)
        .group_by(Sighting.cd_ref)
        .order_by(times.desc(), Sighting.cd_ref)
        .limit(SEEN)
        .subquery()
    )
    spaced = literal(" ") + TaxonName.plain
    fits = or_(
        and_(*(spaced.contains(f" {word}") for word in asked.words)),
        *(TaxonName.plain.startswith(start) for start in asked.starts),
    )
    told = (TaxonName.cd_nom, TaxonName.cd_ref, TaxonName.plain, TaxonName.written, often.c.times)
    found = select(*told).join(often, often.c.cd_ref == TaxonName.cd_ref).where(fits)
    return [Found(WHOLE[0] + row.plain, *row) for row in session.execute(found)]


def _corrected(session: Session, asked: Asked, limit: int, here: Here | None) -> list[Found]:
    """What is found when one letter of a word is another than was typed."""
    unknown = [word for word in asked.words if not _existing(session, [word])]
    if not all(map(may_be_mistyped, unknown)):
        return []
    tried = [asked]
    for word in unknown or sorted(filter(may_be_mistyped, asked.words), key=len)[-1:]:
        known = _existing(session, near(word))
        tried = [one.replaced(word, other) for one in tried for other in known][:TURNS]
    found: list[Found] = []
    for one in tried:
        known_too = {other.cd_ref for other in found}
        more = _found(session, one, limit, here)
        found += [other for other in more if other.cd_ref not in known_too]
    return found


def _existing(session: Session, starts: Sequence[str]) -> list[str]:
    """Which of these a word of a name begins with: on the first shelves that have any."""
    for shelves in zip(WHOLE, INNER, strict=True):
        given = listed(session, starts)
        on_shelf = [
            exists().where(
                TaxonKey.key >= literal(shelf) + given.c.value,
                TaxonKey.key < literal(shelf) + given.c.value + literal(LAST),
            )
            for shelf in shelves
        ]
        query = select(given.c.value).where(or_(*on_shelf)).order_by(given.c.value)
        if found := session.scalars(query).all():
            return list(found)
    return []
