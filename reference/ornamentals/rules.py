"""How a cultivated plant is named: genus, epithet, cultivar (ICNCP, 9th edition, article 14).

A cultivar stands between single quotation marks, without Latin: `Prunus serrulata 'Kanzan'`.
"""

import re
from typing import NamedTuple

# How the plants that bear a name come to be where they are; SINP says it as occNaturalite.
NATURALITIES = PLANTED, WILD, UNKNOWN = ("planted", "wild", "unknown")

QUOTES = str.maketrans("‘’‛`´", "'''''")
WRITTEN = re.compile(
    r"(?P<genus>(?:x )?[A-Z][a-zë-]+)"
    r"(?: (?P<epithet>(?:x )?[a-zë][a-zë-]+(?: (?:subsp|var|f)\. [a-zë-]+)?))?"
    r"(?: '(?P<cultivar>[^']{1,100})')?"
)


class Name(NamedTuple):
    """A name of a cultivated plant; what it does not tell is empty."""

    genus: str
    epithet: str = ""  # "serrulata", "x hispanica"
    cultivar: str = ""  # without its quotation marks


def written(name: Name) -> str:
    """Write a name as the code of nomenclature wants it."""
    cultivar = f"'{name.cultivar}'" if name.cultivar else ""
    return " ".join(part for part in (name.genus, name.epithet, cultivar) if part)


def parsed(text: str) -> Name | None:
    """Read a written name; nothing when it is not one: a French word, a guess, a remark.

    Typographic quotation marks and `×` are read as those TAXREF writes.
    """
    plain = " ".join(text.replace("×", " x ").translate(QUOTES).split())
    found = WRITTEN.fullmatch(plain)
    return Name(**found.groupdict("")) if found else None


def tidied(text: str) -> str:
    """Write a name as its code wants, `Malus ‘Evereste’` → `Malus 'Evereste'`; "" if it is none."""
    name = parsed(text)
    return written(name) if name else ""


class Ornament(NamedTuple):
    """What a town keeps of an ornamental."""

    name: Name
    cd_nom: int | None = None  # the nearest name of TAXREF
    wikidata: str = ""
    vernacular: str = ""
    naturality: str = PLANTED


def nearest(name: Name) -> tuple[str, ...]:
    """The names under which TAXREF may hold the plant itself or its kin, finest first."""
    species = f"{name.genus} {name.epithet}" if name.epithet else ""
    return (species, name.genus) if species else (name.genus,)
