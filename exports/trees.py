"""What the files about trees agree on: Latin names taken apart, and which girths compare."""

import re
from typing import NamedTuple

from config.protocols.protocol import Answers
from exports.records import Ornamental, Taxon

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


def latin(held: Ornamental | Taxon | None) -> Latin:
    """Take apart the name a record holds: `Platanus x hispanica` → `Platanus`, `x hispanica`."""
    if held is None:
        return Latin()
    if isinstance(held, Ornamental):
        return Latin(held.genus, held.epithet, f"'{held.cultivar}'" if held.cultivar else "")
    if held.rank == "GN":
        return Latin(held.name)
    parts = NAME.fullmatch(held.name)
    return Latin(**parts.groupdict("")) if parts else Latin()


def girth_height_cm(answers: Answers) -> float:
    return float(answers.get("girth_height_cm") or BREAST_CM)


def is_comparable(answers: Answers) -> bool:
    """Whether the girth was taken at breast height, or nearly."""
    return 100 <= girth_height_cm(answers) <= 150
