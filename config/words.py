"""Words as people type them: folded to plain letters, so that accents and case never matter."""

import re
import unicodedata

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss"})
AFTER = "~"  # sorts after every folded letter: a beginning is a range of an index


def folded(text: str) -> str:
    """Fold to lower-case ASCII words, one space between: `L'Haÿ-les-Roses` → `l hay les roses`."""
    plain = unicodedata.normalize("NFKD", text.translate(LIGATURES))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return " ".join(re.findall(r"[a-z0-9]+", letters))
