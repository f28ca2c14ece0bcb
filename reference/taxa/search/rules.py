"""How names stand on the shelves of the search, and what a person may have meant.

A name stands on one shelf whole, and on another turned so that each further word comes first:
`erithacus rubecula` and `rubecula, erithacus`. A key is the letter of its shelf and that text; the
shelves are in the order in which names are proposed, and so are the keys of one shelf: byte by
byte, so that a whole word comes before a longer one.
"""

import re
import string
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from config.words import folded

# Tiers: species with a name in a living language, other species, other valid taxa, synonyms.
WHOLE, INNER = "abcd", "efgh"  # the shelves of each tier
NAMED = "ac"  # the shelves where names in a living language stand
TIER = {letter: tier for letters in (WHOLE, INNER) for tier, letter in enumerate(letters)}
LAST = "~"  # sorts after every letter of a key
END_OF_WORD = "-"  # sorts after what may follow a word: nothing, a space, a comma
ALTERNATIVE = " / "  # between the two ways to read a hyphen: rouge queue / rougequeue

MARKS = {"x", "subsp", "ssp", "var"}  # of hybrids and ranks: people leave them out
ARTICLES = {"le", "la", "les", "l", "un", "une", "the"}
JOINED = re.compile(r"[-‐‑'’ʼ`´]")  # hyphens and apostrophes
SHORTEST = 5  # letters of a word that may hold a typo
LETTERS = string.ascii_lowercase
WORDS = 8  # of a question: the further ones are not looked at


def tier_of(rank: str, is_valid: bool, is_named: bool) -> int:
    """The tier of a name, by its rank and whether its taxon has a French or English name."""
    if not is_valid:
        return 3
    if rank != "ES":
        return 2
    return 0 if is_named else 1


def searched(name: str) -> str:
    """Fold a name as it is searched: marks left out, both readings of a hyphen kept."""
    plain = _unmarked(folded(name))
    if not JOINED.search(name):
        return plain
    joined = _unmarked(folded(JOINED.sub("", name)))
    return plain if joined in {plain, ""} else f"{plain}{ALTERNATIVE}{joined}"


def _unmarked(plain: str) -> str:
    if MARKS.isdisjoint(words := plain.split()):
        return plain
    return " ".join(word for word in words if word not in MARKS) or plain


def keys(plain: str, tier: int) -> list[str]:
    """Every key of a name as it was folded: whole, and from each further word on."""
    if ALTERNATIVE in plain:
        both = (keys(one, tier) for one in plain.split(ALTERNATIVE))
        return list(dict.fromkeys(chain.from_iterable(both)))
    words = plain.split()
    turned = [f"{INNER[tier]}{' '.join(words[n:])}, {' '.join(words[:n])}"
              for n in range(1, len(words))]  # fmt: skip
    return [WHOLE[tier] + plain, *turned]


def reading(key: str) -> str:
    """The name a key is of, as it was folded: `erubecula, erithacus` → `erithacus rubecula`."""
    rest, _, before = key[1:].partition(", ")
    return f"{before} {rest}" if before else rest


class Range(NamedTuple):
    """Keys that begin with a text, and the further words they must have, as LIKE wants them."""

    start: str
    words: tuple[str, ...]
    last: str = LAST  # before this, put behind the start, the range ends


class Asked(NamedTuple):
    """What a person typed."""

    starts: tuple[str, ...]  # what the whole name may begin with
    joined: tuple[str, ...]  # the same, some words written as one: `rougegorge`
    words: tuple[str, ...]  # each of which a word of the name begins with

    @classmethod
    def of(cls, typed: str) -> "Asked":
        given = folded(typed).split()[:WORDS]
        if len(given) > 1:
            given = [word for word in given[:-1] if word not in MARKS] + given[-1:]
        words = given[1:] if len(given) > 1 and given[0] in ARTICLES else given
        starts = dict.fromkeys((" ".join(given), " ".join(words)))
        joined = dict.fromkeys(_joined(given) + _joined(words))
        return cls(tuple(starts), tuple(joined), tuple(words))

    def without_mark(self) -> "Asked | None":
        """The same without a mark at its end: `petraea subsp`."""
        if len(self.words) < 2 or self.words[-1] not in MARKS:
            return None
        return Asked.of(" ".join(self.words[:-1]))

    def exactness(self, plain: str) -> int:
        """0 the whole name, 1 its beginning, 2 beginnings of its words."""
        starts = self.starts + self.joined
        if plain in starts:
            return 0
        if ALTERNATIVE not in plain:
            return 1 if plain.startswith(starts) else 2
        return min(map(self.exactness, plain.split(ALTERNATIVE)))

    def ranges(self, rarest: Callable[[Sequence[str]], str]) -> Iterator[list[Range]]:
        """The keys to look through, in turns: each turn only comes behind the one before.

        First the names of the first tier that begin so, and any that are just what was typed;
        then other names that begin so, and those with such words. What is long enough to be rare
        is looked for at once; several words take a walk, along the rarest of them, only when too
        few names begin so.
        """
        first = [Range(WHOLE[0] + start, ()) for start in self.starts]
        exact = [Range(shelf + start, (), " ") for start in self.starts for shelf in WHOLE[1:]]
        further = [Range(shelf + start, ()) for start in self.starts for shelf in WHOLE[1:]]
        further += [Range(shelf + start, ()) for start in self.joined for shelf in NAMED]
        is_short = max(map(len, self.words)) < SHORTEST
        if is_short:
            yield first + exact
        elif len(self.words) > 1:
            yield first + further
        having = self._having(rarest(self.words) if len(self.words) > 1 else self.words[0])
        if is_short:
            yield further + having
        else:
            yield having if len(self.words) > 1 else first + further + having

    def _having(self, word: str) -> list[Range]:
        """The keys at which a word begins, where the others are there too."""
        others = tuple(f"% {other}%" for other in self.words if other != word)
        return [Range(shelf + word, others) for shelf in (WHOLE + INNER if others else INNER)]

    def replaced(self, word: str, other: str) -> "Asked":
        return Asked.of(" ".join(other if one == word else one for one in self.words))


def _joined(words: Sequence[str]) -> list[str]:
    """Two neighbours written as one, then all of them: `rouge gorge` → `rougegorge`."""
    pairs = [" ".join([*words[:n], words[n] + words[n + 1], *words[n + 2 :]])
             for n in range(len(words) - 1)]  # fmt: skip
    return [*pairs, "".join(words)] if pairs else []


class Place(NamedTuple):
    """Where a name stands in an answer: the least comes first."""

    exactness: int
    unseen: int  # minus how often its taxon was seen here
    tier: int
    length: int
    plain: str
    number: int


def place(asked: Asked, plain: str, number: int, tier: int, seen: int = 0) -> Place:
    """Judge a name by what was asked: its reading, its number, its tier, how often it was seen."""
    return Place(asked.exactness(plain), -seen, tier, len(plain), plain, number)


def may_be_mistyped(word: str) -> bool:
    return len(word) >= SHORTEST and word.isascii()


def near(word: str, right: int) -> list[str]:
    """Every text one typo away: a letter less, more, another, or two swapped; sorted.

    right: how many of its first letters begin some word; the typo is not behind the next one.
    """
    cuts = [(word[:n], word[n:]) for n in range(min(right + 1, len(word)))]
    less = {a + b[1:] for a, b in cuts}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    other = {a + letter + b[1:] for a, b in cuts for letter in LETTERS}
    more = {a + letter + b for a, b in cuts for letter in LETTERS}
    return sorted((less | swapped | other | more) - {word})


def beginnings(words: Sequence[str]) -> list[str]:
    """All the beginnings of words, the words themselves too."""
    return sorted({word[:n] for word in words for n in range(1, len(word) + 1)})
