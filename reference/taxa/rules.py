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


# The column of TAXREF that tells the status of a name in a department; FR for the mainland.
OVERSEAS = {
    "971": "GUA", "972": "MAR", "973": "GF", "974": "REU", "975": "SPM", "976": "MAY", "977": "SB",
    "978": "SM", "984": "TAAF", "986": "WF", "987": "PF", "988": "NC", "989": "CLI",
}  # fmt: skip


def status_in(by_territory: Mapping[str, str], fr_status: str, department: str) -> str:
    """The status of a name where a department lies; "" when TAXREF does not tell."""
    if not department:
        return ""
    territory = OVERSEAS.get(department)
    return by_territory.get(territory, "") if territory else fr_status
