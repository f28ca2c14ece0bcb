"""How names are written and compared: hybrids, ranks, lists of French names."""

import re
from collections.abc import Mapping


def first_vernacular(vernaculars: str) -> str:
    return vernaculars.split(",", maxsplit=1)[0].strip()


def vernaculars(told: str) -> list[str]:
    """The names of a list by commas, each once: `Chêne pédonculé, Gravelin`."""
    return list(dict.fromkeys(name.strip() for name in told.split(",") if name.strip()))


def scientific_name(genus: str, epithet: str) -> str:
    """Write a name as TAXREF does, from an inventory's two columns.

    `Quercus`, `robur` → `Quercus robur`; `Platanus`, `x hispanica` → `Platanus x hispanica`;
    `Tamarix`, `n. sp.` → `Tamarix`: an unnamed species is its genus, never a guess.
    """
    if re.fullmatch(r"(n\. ?)?(sp|spp)\.?|", epithet.strip().lower()):
        return genus.strip()
    return f"{genus.strip()} {epithet.strip()}"


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
