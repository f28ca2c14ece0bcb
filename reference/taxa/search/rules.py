"""How names stand on the shelves of the search, and what a person may have meant.

A name stands on one shelf whole, and on another turned so that each further word comes first:
`erithacus rubecula` and `rubecula, erithacus`. A key is the letter of its shelf and that text; the
shelves are in the order in which names are proposed, and so are the keys of one shelf: byte by
byte, so that a whole word comes before a longer one.
"""

import re
import string
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

from reference.taxa.rules import folded

# Tiers: species with a name in a living language, other species, other valid taxa, synonyms.
WHOLE, INNER = "abcd", "efgh"  # the shelves of each tier
TIER = {letter: tier for letters in (WHOLE, INNER) for tier, letter in enumerate(letters)}
LAST = "~"  # sorts after every letter of a key
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


class Asked(NamedTuple):
    """What a person typed."""

    starts: tuple[str, ...]  # what the whole name may begin with
    words: tuple[str, ...]  # each of which a word of the name begins with

    @classmethod
    def of(cls, typed: str) -> "Asked":
        given = folded(typed).split()[:WORDS]
        if len(given) > 1:
            given = [word for word in given[:-1] if word not in MARKS] + given[-1:]
        words = given[1:] if len(given) > 1 and given[0] in ARTICLES else given
        return cls(tuple(dict.fromkeys(_starts(given) + _starts(words))), tuple(words))

    def without_mark(self) -> "Asked | None":
        """The same without a mark at its end: `petraea subsp`."""
        if len(self.words) < 2 or self.words[-1] not in MARKS:
            return None
        return Asked.of(" ".join(self.words[:-1]))

    def driver(self) -> str:
        """The word that tells most: the longest."""
        return max(self.words, key=len)

    def exactness(self, plain: str) -> int:
        """0 the whole name, 1 its beginning, 2 beginnings of its words."""
        readings = plain.split(ALTERNATIVE)
        if any(start in readings for start in self.starts):
            return 0
        return 1 if any(one.startswith(self.starts) for one in readings) else 2

    def replaced(self, word: str, other: str) -> "Asked":
        return Asked.of(" ".join(other if one == word else one for one in self.words))


def _starts(words: Sequence[str]) -> list[str]:
    """The words as they are, two neighbours as one, all as one: `rouge gorge`, `rougegorge`."""
    if len(words) < 2:
        return list(words)
    pairs = [" ".join([*words[:n], words[n] + words[n + 1], *words[n + 2 :]])
             for n in range(len(words) - 1)]  # fmt: skip
    return [" ".join(words), *pairs, "".join(words)]


def may_be_mistyped(word: str) -> bool:
    return len(word) >= SHORTEST and word.isascii()


def near(word: str) -> list[str]:
    """Every text one typo away: a letter less, more, another, or two swapped; sorted."""
    cuts = [(word[:n], word[n:]) for n in range(len(word) + 1)]
    less = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    other = {a + letter + b[1:] for a, b in cuts if b for letter in LETTERS}
    more = {a + letter + b for a, b in cuts[:-1] for letter in LETTERS}
    return sorted((less | swapped | other | more) - {word})
