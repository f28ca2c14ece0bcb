"""Words as people type them: folded to plain letters, so that accents and case never matter."""

import re
import unicodedata

# What Unicode does not take apart by itself.
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "þ": "th", "×": " x "})
LIGATURES |= str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i"})
AFTER = "~"  # sorts after every folded letter: a beginning is a range of an index
KEPT = 0x3000  # characters below are folded once: those of alphabets, a few thousand


class _Folding(dict[int, str]):
    """What each character becomes, found when it is first met: an edition has a million names."""

    def __missing__(self, code: int) -> str:
        plain = _folded(chr(code))
        if code < KEPT:
            self[code] = plain
        return plain


def _folded(character: str) -> str:
    """A character without its marks and in lower case; a space for what is no letter or digit."""
    apart = unicodedata.normalize("NFKD", character).lower()
    plain = unicodedata.normalize("NFKD", apart)  # lower case may bring new marks: İ
    letters = "".join(c for c in plain if not unicodedata.combining(c)).translate(LIGATURES)
    return re.sub(r"[^a-z0-9]", " ", letters)


FOLDING = _Folding()


def folded(name: str) -> str:
    """Fold to lower-case ASCII words, one space between: `Chêne pédonculé` → `chene pedoncule`."""
    return " ".join(name.translate(FOLDING).split())
