"""Ask the shelves for names: a few short ranges of one index, the same on both engines."""

from collections.abc import Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from sqlalchemy import TextualSelect, column, text
from sqlalchemy.orm import Session

from config import towns
from config.database import ask
from reference.taxa.search.rules import (
    INNER,
    TIER,
    WHOLE,
    Asked,
    Place,
    Range,
    beginnings,
    may_be_mistyped,
    near,
    place,
    reading,
)
from reference.taxa.search.words.store import existing, nearest, rarest

SEEN = 500  # taxa of a month in a territory that come before the others
MOST = 5_000  # keys of a shelf that are looked through for other words
MORE = 3  # names looked at for each that is wanted: several may be of one taxon
SPARE = 8  # names looked up beside those wanted: several may be of one taxon
FEWEST = 20  # wanted at least: a shorter answer is the beginning of a longer one
TURNS = 6  # corrections of a word that are tried

# One short walk along the index of the keys: those that begin so; of some of them, those to keep.
RANGE = """
SELECT * FROM (SELECT key, name_id, 0 AS times FROM taxon_key WHERE key >= :first# AND key < :last#
  ORDER BY key, name_id LIMIT :most) AS r#
"""
KEPT = """
SELECT * FROM (SELECT key, name_id, 0 AS times FROM (
  SELECT key, name_id FROM taxon_key WHERE key >= :first# AND key < :last#
  ORDER BY key, name_id LIMIT :looked) AS walk# WHERE HAS ORDER BY key, name_id LIMIT :most) AS r#
"""
NAMES = """
SELECT n.id, n.written, t.cd_nom, t.cd_ref, t.name, t.vernacular, t.rank, t."group"
FROM taxon_name AS n JOIN taxon AS t ON t.cd_nom = n.cd_nom WHERE n.id IN (NUMBERS)
"""
# Asked together with the ranges: names that fit, of the taxa seen most in this territory and month.
SIGHTINGS = """
SELECT n.plain, n.id, often.times FROM (
  SELECT cd_ref, count(*) AS times FROM taxon_sighting
  WHERE town_id = :town AND territory = :territory AND month = :month
  GROUP BY cd_ref ORDER BY times DESC, cd_ref LIMIT :taxa
) AS often JOIN taxon_name AS n ON n.cd_ref = often.cd_ref WHERE FITS
"""


class Found(NamedTuple):
    """A name that was found, and its taxon."""

    id: int
    written: str  # "" when it is the scientific name
    cd_nom: int
    cd_ref: int
    name: str
    vernacular: str
    rank: str
    group: str


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
    """Find names by exactness, then how often seen here, then as they stand on the shelves."""
    places, most, of_here = list[Place](), MORE * max(limit, FEWEST), here
    for ranges in asked.ranges(partial(rarest, session)):
        places += _ranged(session, asked, ranges, most, of_here)
        if len(places) >= most:  # those of the ranges to come would be behind
            break
        of_here = None  # they are there already
    once: dict[int, Found] = {}
    ordered = sorted(places)
    some = limit + SPARE
    for first in range(0, len(ordered), some):
        for one in _named(session, [one.number for one in ordered[first : first + some]], some):
            once.setdefault(one.cd_ref, one)
        if len(once) >= limit:
            break
    return list(once.values())


def _ranged(
    session: Session, asked: Asked, ranges: Sequence[Range], most: int, here: Here | None
) -> list[Place]:
    """The first keys of each range, and what was seen here: their place in the answer."""
    given: dict[str, Any] = {"most": most}
    for n, (start, words, last) in enumerate(ranges):
        given |= {f"first{n}": start, f"last{n}": start + last}
        if words:
            given |= {"looked": MOST} | {f"word{m}": word for m, word in enumerate(words)}
    given |= _seen(asked, here) if here else {}
    fits = (len(asked.words), len(asked.starts + asked.joined)) if here else None
    question = _asking(tuple(len(one.words) for one in ranges), fits)
    return [
        place(asked, key, number, 0, times) if times
        else place(asked, reading(key), number, TIER[key[0]])
        for key, number, times in ask(session, question, given)
    ]  # fmt: skip


def _seen(asked: Asked, here: Here) -> dict[str, Any]:
    """What `_seeing` asks for."""
    starts = asked.starts + asked.joined
    given: dict[str, Any] = {**here._asdict(), "town": towns.served(), "taxa": SEEN}
    given |= {f"has{n}": f"% {word}%" for n, word in enumerate(asked.words)}
    return given | {f"start{n}": f"{start}%" for n, start in enumerate(starts)}


@cache
def _asking(words: tuple[int, ...], fits: tuple[int, int] | None = None) -> TextualSelect:
    """The question of some ranges, each with so many words; every value is a parameter."""
    parts = []
    for number, further in enumerate(words):
        has = " AND ".join(f"key LIKE :word{n}" for n in range(further))
        parts.append((KEPT.replace("HAS", has) if has else RANGE).replace("#", str(number)))
    asked = text(" UNION ALL ".join([*parts, _seeing(*fits)] if fits else parts))
    return asked.columns(column("key"), column("name_id"), column("times"))


def _seeing(words: int, starts: int) -> str:
    """The question of the names seen here that have so many words or begin in one of those ways."""
    fits = " AND ".join(f"' ' || n.plain LIKE :has{number}" for number in range(words))
    begin = " OR ".join(f"n.plain LIKE :start{number}" for number in range(starts))
    return SIGHTINGS.replace("FITS", f"({fits}) OR {begin}")


def _named(session: Session, numbers: Sequence[int], most: int) -> list[Found]:
    """The names under these numbers, in this order."""
    given = {f"n{n}": number for n, number in enumerate(numbers)}
    padded = {f"n{n}": 0 for n in range(len(numbers), most)}  # one question for all
    rows = {row[0]: Found(*row) for row in ask(session, _naming(most), given | padded)}
    return [rows[number] for number in dict.fromkeys(numbers) if number in rows]


@cache
def _naming(most: int) -> TextualSelect:
    asked = text(NAMES.replace("NUMBERS", ", ".join(f":n{n}" for n in range(most))))
    return asked.columns(*map(column, Found._fields))


def _corrected(session: Session, asked: Asked, limit: int, here: Here | None) -> list[Found]:
    """What is found when one letter of a word is another than was typed."""
    known = set(existing(session, beginnings(asked.words), WHOLE + INNER))
    unknown = [word for word in asked.words if word not in known]
    if not all(map(may_be_mistyped, unknown)):
        return []
    doubted = [unknown] if unknown else [[one] for one in asked.words if may_be_mistyped(one)]
    for words in doubted:
        tried = [asked]
        for word in words:
            right = sum(word[:n] in known for n in range(1, len(word) + 1))
            near_it = nearest(session, near(word, right))
            tried = [one.replaced(word, other) for one in tried for other in near_it][:TURNS]
        if found := _first_of(session, tried, limit, here):
            return found
    return []


def _first_of(
    session: Session, tried: Sequence[Asked], limit: int, here: Here | None
) -> list[Found]:
    """What is found by the first of these, then by the next when that is too little."""
    found: dict[int, Found] = {}
    for one in tried:
        if len(found) < limit:
            found = found | {
                each.cd_ref: each
                for each in _found(session, one, limit, here)
                if each.cd_ref not in found
            }
    return list(found.values())
