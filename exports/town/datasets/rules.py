"""Read a dataset as a clerk filled it in, and fill the form in again."""

from collections.abc import Mapping, Sequence
from typing import Any

from citizen.form.rules import Filled, one
from config.protocols.protocol import Protocol
from exports.datasets.declared.rules import LEVELS, Declared
from exports.datasets.declared.sense import names
from exports.formats import ALWAYS

SPOKEN = ("title", "description")
LANGUAGES = ("fr", "en")
PLAIN = ("territory", "licence", "producer", "contact", "rhythm")
TICKED = ("automatic", "retired")
IDENTIFIERS = {"framework": "identifiantCadre", "sheet": "identifiantJdd"}
FIELDS = {"dataset": "code", "protocol": "of", "campaign": "of", "communes": "communes"}


def document(filled: Filled, asked: Protocol, present: Declared) -> dict[str, Any]:
    """What a filled form tells of a dataset, as its file would; present: as it is until then."""
    told: dict[str, Any] = {name: one(filled, name) for name in PLAIN}
    told |= {name: _spoken(filled, name) for name in SPOKEN}
    told |= {name: _identified(filled, present, name) for name in IDENTIFIERS}
    levels = [int(level) if level in {"1", "2"} else level for level in filled.get("levels", [])]
    return told | {
        "levels": levels,
        "automatic": "automatic" in filled,
        "retired": "retired" in filled,
        "formats": formats(filled.get("formats", []), asked),
    }


def _spoken(filled: Filled, name: str) -> dict[str, str]:
    """A text on one line in each language it was written in; what is empty is not told."""
    lines = {lang: " ".join(one(filled, f"{name}_{lang}").split()) for lang in LANGUAGES}
    return {lang: line for lang, line in lines.items() if line}


def _identified(filled: Filled, present: Declared, name: str) -> dict[str, Any]:
    """A sheet as it was, but for its identifier."""
    key, typed = IDENTIFIERS[name], one(filled, name).lower()
    kept = {field: value for field, value in getattr(present, name).items() if field != key}
    return {**kept, key: typed} if typed else kept


def formats(ticked: Sequence[str], asked: Protocol) -> list[str] | None:
    """The formats that were ticked, with those the services read; nothing where all were."""
    optional = choices(asked)
    if set(optional) <= set(ticked):
        return None
    always = [name for name in names(asked) if name in ALWAYS]
    return [*always, *(name for name in ticked if name not in always)]


def choices(asked: Protocol) -> list[str]:
    """The formats a dataset may do without."""
    return [name for name in names(asked) if name not in ALWAYS]


def filled_of(kept: Declared, asked: Protocol) -> dict[str, list[str]]:
    """Fill the form in with what is kept of a dataset."""
    told = {name: [getattr(kept, name)] for name in PLAIN}
    for name in SPOKEN:
        told |= {f"{name}_{lang}": [getattr(kept, name).get(lang, "")] for lang in LANGUAGES}
    for name, key in IDENTIFIERS.items():
        told[name] = [str(getattr(kept, name).get(key, ""))]
    ticked = {name: ["1"] for name in TICKED if getattr(kept, name)}
    levels = [str(level) for level in kept.levels or LEVELS]
    return {**told, **ticked, "levels": levels, "formats": [*(kept.formats or choices(asked))]}


def what(of: str) -> Mapping[str, str]:
    """What a dataset is of, as the form tells it: `protocol:tree`, `campaign:spring-2026`."""
    kind, _, code = of.partition(":")
    return {kind: code} if kind in {"protocol", "campaign"} and code else {}


def field_of(pointer: str) -> str:
    """The field of the page a fault is told beside: `/title/fr` → title_fr."""
    parts = pointer.split("/")[1:] or [""]
    if parts[0] in SPOKEN:
        return "_".join([*parts, "fr"][:2])
    return FIELDS.get(parts[0], parts[0])
