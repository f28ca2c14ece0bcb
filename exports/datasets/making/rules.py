"""What is asked of a dataset, turned into the document of its file; its faults, told as JSON."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from config.places import Fault
from config.protocols.folders import TAKEN
from config.words import folded
from exports.datasets.declared.rules import Declared, document

DAYS = ("dateLancement", "dateCloture", "dateCreation")  # of the sheets; JSON has no day
SHEETS = ("framework", "sheet")
LONGEST = 50  # characters of a code made of words: a number may come after


def merged(present: Declared, told: Mapping[str, Any]) -> dict[str, Any]:
    """The document of a dataset once something is told of it; what is told empty says nothing."""
    coming = document(present) | {name: dated(name, value) for name, value in told.items()}
    return {name: value for name, value in coming.items() if value not in (None, "", {})}


def dated(name: str, value: Any) -> Any:
    """A sheet with its days as days; what is none is left as it was told, to be refused."""
    if name not in SHEETS or not isinstance(value, Mapping):
        return value
    return {key: _day(one) if key in DAYS else one for key, one in value.items()}


def _day(told: Any) -> Any:
    try:
        return date.fromisoformat(told) if isinstance(told, str) else told
    except ValueError:
        return told


def plain(sheet: Mapping[str, Any]) -> dict[str, Any]:
    """A sheet as JSON holds it."""
    return {key: one.isoformat() if isinstance(one, date) else one for key, one in sheet.items()}


def pointed(faults: Iterable[Fault]) -> list[Fault]:
    """Faults with their places as JSON pointers: `levels.#2` → /levels/1."""
    return [one._replace(pointer=_pointer(one.pointer)) for one in faults]


def _pointer(place: str) -> str:
    steps = [one for one in place.split(".") if one]
    ranks = [str(int(one[1:]) - 1) if re.fullmatch("#[0-9]+", one) else one for one in steps]
    return "".join(f"/{one}" for one in ranks) or "/dataset"


def new_code(words: str, taken: Sequence[str] | frozenset[str]) -> str:
    """A code made of words that no dataset has: `Arbres du port` → arbres-du-port."""
    slug = re.sub("[^a-z0-9]+", "-", folded(words)).strip("-")[:LONGEST].strip("-")
    name = slug if len(slug) > 1 and slug[0].isalpha() else f"jeu-{slug}".strip("-")
    number, found = 2, name
    while found in taken or found in TAKEN:
        found, number = f"{name}-{number}", number + 1
    return found


def share(
    whole: Declared, code: str, commune: tuple[str, str], title: Mapping[str, str]
) -> Declared:
    """The part of a dataset in one commune: published as the whole is, in a name of its own.

    commune: its INSEE code and its name. The sheet of the whole identifies it alone.
    """
    of = "campaign" if whole.campaign else "protocol"
    told = {name: getattr(whole, name) for name in SHARED}
    words = {spoken: f"{one} – {commune[1]}" for spoken, one in title.items()}
    return Declared(code, **{of: getattr(whole, of)}, territory=commune[0], title=words, **told)


SHARED = ("levels", "licence", "producer", "rhythm", "automatic", "formats", "framework")
