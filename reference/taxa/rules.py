"""How names are written and compared: folded to plain letters, hybrids and ranks understood."""

import re
import unicodedata
from collections.abc import Mapping

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "×": " x ", "ß": "ss"})


def folded(name: str) -> str:
    """Fold a name to plain lower-case words: `Chêne pédonculé` → `chene pedoncule`."""
    plain = unicodedata.normalize("NFKD", name.translate(LIGATURES))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def first_vernacular(vernaculars: str) -> str:
    return vernaculars.split(",", maxsplit=1)[0].strip()


def scientific_name(genus: str, epithet: str) -> str:
    """Write a name as TAXREF does, from an inventory's two columns.

    `Quercus`, `robur` → `Quercus robur`; `Platanus`, `x hispanica` → `Platanus x hispanica`;
    `Tamarix`, `n. sp.` → `Tamarix`: an unnamed species is its genus, never a guess.
    """
    if re.fullmatch(r"(n\. ?)?(sp|spp)\.?|", epithet.strip().lower()):
        return genus.strip()
    return f"{genus.strip()} {epithet.strip()}"


def rank_of_answer(row: Mapping[str, str], asked: str) -> tuple[int, int, str]:
    """Order the names found: exact first, then those that begin so, then by rank and name."""
    names = [folded(row["name"]), *(folded(v) for v in row["vernacular"].split(","))]
    exact = 0 if asked in names else 1 if any(n.startswith(asked) for n in names) else 2
    return exact, 0 if row["rank"] == "ES" else 1, row["name"]


# The groups a resident may choose, in the words of TAXREF (GROUP2_INPN).
GROUPS = {
    "bird": "Oiseaux",
    "mammal": "Mammifères",
    "amphibian-reptile": "Amphibiens",
    "butterfly": "Insectes",
    "insect": "Insectes",
    "spider": "Arachnides",
    "snail": "Gastéropodes",
    "plant": "Angiospermes",
    "fungus": "Autres",
}


def group_told(answers: Mapping[str, object]) -> str:
    """The group an author thinks of, when no name of TAXREF tells it."""
    return GROUPS.get(str(answers.get("group", "")), "") if isinstance(answers, Mapping) else ""
