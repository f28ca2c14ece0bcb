"""What the files about trees agree on: Latin names taken apart, and which girths compare."""

import re
from typing import NamedTuple

from config.protocols.protocol import Answers
from exports.records import Record, Taxon

BREAST_CM = 130  # where a girth is taken, unless something else is said
NAME = re.compile(
    r"(?P<genus>(?:[x×] )?[A-Z][\w-]+) "
    r"(?P<epithet>(?:[x×] )?[a-zà-ÿ-]+)"
    r"(?: (?P<below>.+))?"
)


class Latin(NamedTuple):
    """A Latin name: what is not known is empty."""

    genus: str = ""
    epithet: str = ""
    below: str = ""  # "subsp. laricio", "'Kanzan'"


def latin(record: Record) -> Latin:
    """Take apart the name a record holds: `Platanus x hispanica` → `Platanus`, `x hispanica`."""
    if (bred := record.ornamental) is not None:
        return Latin(bred.genus, bred.epithet, f"'{bred.cultivar}'" if bred.cultivar else "")
    return _of_taxref(record.taxon)


def _of_taxref(taxon: Taxon | None) -> Latin:
    if taxon is None:
        return Latin()
    if taxon.rank == "GN":
        return Latin(taxon.name)
    parts = NAME.fullmatch(taxon.name)
    return Latin(**parts.groupdict("")) if parts else Latin()


def vernacular_name(record: Record) -> str:
    """The French name of what a record holds: an ornamental's kin in TAXREF bears another."""
    if record.ornamental is not None:
        return record.ornamental.vernacular
    return record.taxon.vernacular if record.taxon else ""


def girth_height_cm(answers: Answers) -> float:
    return float(answers.get("girth_height_cm") or BREAST_CM)


def is_comparable(answers: Answers) -> bool:
    """Whether the girth was taken at breast height, or nearly."""
    return 100 <= girth_height_cm(answers) <= 150
