"""What every kind of file becomes: rows of texts with a geometry, read as they come."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from config.places import Fault
from config.problems import Problem

To = Callable[[int], None]  # told how far the reading is


class Row(NamedTuple):
    """A row of a file, as it is written there.

    number: as a person counts it; in a CSV the first line, which names the columns, is 1.
    geometry: a GeoJSON object or WKB in the file's own projection; nothing when columns tell it.
    """

    number: int
    columns: Mapping[str, str]
    geometry: Any = None
    faults: tuple[Fault, ...] = ()


class Reading(NamedTuple):
    """How a file is to be read; what is empty is found out, and told."""

    encoding: str = ""
    separator: str = ""
    layer: str = ""


@dataclass(frozen=True)
class Source:
    """A file that was opened: what it is, how much there is to read, its rows.

    columns: their names, where the file tells them before its rows.
    told: how it is read, for people: encoding, separator.
    """

    kind: str
    length: int
    rows: Callable[[To], Iterator[Row]]
    columns: tuple[str, ...] | None = None
    projection: str = ""
    told: Mapping[str, str] = field(default_factory=dict)


def unreadable(code: str, **values: Any) -> Problem:
    """The refusal of a whole file, with the sentence that says why."""
    return Problem("unreadable-inventory", faults=[Fault("", code, values)])


def broken(error: Exception) -> Problem:
    """The refusal of a file that is damaged or cut short, in the words of who could not read it."""
    why = str(error).splitlines() or [type(error).__name__]
    return unreadable("file-broken", why=why[0][:200])


def text(value: Any) -> str:
    """A value of a file as a text: what is no text is written as JSON writes it."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        return ""


def texts(properties: Mapping[str, Any]) -> dict[str, str]:
    return {str(name): text(value) for name, value in properties.items()}
