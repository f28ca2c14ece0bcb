"""What a dataset's TOML says, all that is wrong with it, and how it is written.

    title = { fr = "Arbres de Fécamp" }
    protocol = "tree"          # or campaign = "comptage-2026"
    territory = "76259"        # else all that the town publishes
    levels = [1, 2]            # SINP: certain, probable
    licence = "etalab-2.0"     # or "ODbL-1.0"
    rhythm = "weekly"
    automatic = true           # built by itself, by its rhythm, when something changed

A file that has the code of a protocol or of a campaign says how that dataset is published.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from config.languages import LANGUAGES, Text
from config.places import Fault
from config.protocols import shapes
from config.protocols.folders import TAKEN
from exports.datasets.sheets.rules import FRAMEWORK, SHEET
from exports.records import OPEN, SHARE_ALIKE

CODE = re.compile(r"[a-z][a-z0-9-]{1,59}")
CONTACT = re.compile(r"[\w.+-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+|https://[^\s<>\"{}]{1,200}", re.A)
PLACE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,59}")
LICENCES = {one.spdx: one for one in (OPEN, SHARE_ALIKE)}
LEVELS = (1, 2)
MAX_BYTES = 50_000

# How many days go by between two releases that are built by themselves; None: only when asked.
RHYTHMS: Mapping[str, int | None] = {
    "daily": 1, "weekly": 7, "monthly": 30, "quarterly": 91, "semiannual": 182, "annual": 365,
    "irregular": None, "punctual": None,
}  # fmt: skip


@dataclass(frozen=True)
class Declared:
    """A dataset as it is written; what is empty is as the product would have it."""

    code: str
    protocol: str = ""
    campaign: str = ""
    territory: str = ""  # of those a release may be cut to; "": all
    levels: tuple[int, ...] = LEVELS
    licence: str = OPEN.spdx
    producer: str = ""
    contact: str = ""  # a mail or web address of the producer; never a person's
    retired: bool = False  # published no more: what it published stays
    title: Text = field(default_factory=dict)
    description: Text = field(default_factory=dict)
    rhythm: str = "daily"
    automatic: bool = True
    formats: tuple[str, ...] = ()  # beside those the services read; none: all that suit
    framework: Mapping[str, Any] = field(default_factory=dict)  # cadre d'acquisition
    sheet: Mapping[str, Any] = field(default_factory=dict)  # jeu de données

    def is_due(self, last: date | None, today: date) -> bool:
        """Whether its rhythm asks for a release today; last: the day of the newest."""
        days = RHYTHMS[self.rhythm]
        if not self.automatic or self.retired or days is None:
            return False
        return last is None or today - last >= timedelta(days=days)


def spoken(value: Any, where: str) -> Iterator[Fault]:
    """A text people read: French, and English where someone wrote it."""
    yield from shapes.table({"fr": (shapes.text, True), "en": (shapes.text, False)})(value, where)
    if isinstance(value, Mapping) and isinstance(told := value.get("fr"), str) and not told.strip():
        yield Fault(f"{where}.fr", "toml-missing")


def place(value: Any, where: str) -> Iterator[Fault]:
    if not isinstance(value, str) or not PLACE.fullmatch(value):
        yield Fault(where, "dataset-territory")


def reached(value: Any, where: str) -> Iterator[Fault]:
    """An address that leads to the producer, and runs nothing."""
    if not isinstance(value, str) or (value and not CONTACT.fullmatch(value)):
        yield Fault(where, "dataset-contact")


def called(value: Any, where: str) -> Iterator[Fault]:
    if not isinstance(value, str) or not CODE.fullmatch(value):
        yield Fault(where, "dataset-code")


DATASET = shapes.table({
    "protocol": (called, False), "campaign": (called, False), "territory": (place, False),
    "levels": (shapes.several(shapes.whole(*LEVELS), most=len(LEVELS)), False),
    "licence": (shapes.one_of(*LICENCES), False), "producer": (shapes.text, False),
    "contact": (reached, False), "retired": (shapes.flag, False),
    "title": (spoken, False), "description": (spoken, False),
    "rhythm": (shapes.one_of(*RHYTHMS), False), "automatic": (shapes.flag, False),
    "formats": (shapes.several(shapes.text), False),
    "framework": (FRAMEWORK, False), "sheet": (SHEET, False),
})  # fmt: skip


def parsed(data: bytes, code: str) -> Declared | list[Fault]:
    """Make a dataset of the bytes of its file, or say all that is wrong."""
    if len(data) > MAX_BYTES:
        return [Fault("", "toml-large", {"maximum": MAX_BYTES})]
    try:
        told = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        return [Fault("", "toml-encoding")]
    except (ValueError, RecursionError) as wrong:
        return [Fault("", "toml-broken", {"where": str(wrong)[:200]})]
    return of_document(told, code)


def of_document(told: Mapping[str, Any], code: str) -> Declared | list[Fault]:
    """Make a dataset of what its file, a program or a page tells."""
    if not CODE.fullmatch(code) or code in TAKEN:
        return [Fault("", "dataset-code")]
    if wrong := [*DATASET(told, "")]:
        return wrong
    if bool(told.get("protocol")) == bool(told.get("campaign")):
        return [Fault("protocol", "dataset-of")]
    levels = tuple(sorted({*told.get("levels", LEVELS)}))
    formats = tuple(sorted({*told.get("formats", ())}))
    return Declared(code, **{**told, "levels": levels, "formats": formats})


def document(one: Declared) -> dict[str, Any]:
    """What a dataset's file holds: what says something, in the order of the fields."""
    told = {name: value for name, value in vars(one).items() if name != "code" and value != ""}
    if not one.retired:
        del told["retired"]
    for name in ("levels", "formats"):
        told[name] = list(told[name])
    return {name: value for name, value in told.items() if value not in ({}, [])}


def written(one: Declared) -> str:
    """Write a dataset's TOML: read again, it is the same."""
    return "".join(_line(name, value) for name, value in document(one).items())


def tag(one: Declared) -> str:
    """The version of a dataset's file, which who changes it saw."""
    return sha256(written(one).encode()).hexdigest()[:16]


def _line(name: str, value: Any) -> str:
    return f"{name} = {_value(value)}\n"


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        inner = ", ".join(f"{key} = {_value(one)}" for key, one in value.items())
        return f"{{ {inner} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    # A JSON string is a TOML one, once what lies beyond the first plane is left as it is.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def titled(one: Declared, title: Text, town: str) -> Text:
    """The title of a dataset in each language: its own, else that of what it is of, and where."""
    if one.title:
        return {spoken: one.title.get(spoken) or one.title["fr"] for spoken in LANGUAGES}
    return {spoken: f"{title.get(spoken) or title['fr']} – {town}" for spoken in LANGUAGES}
