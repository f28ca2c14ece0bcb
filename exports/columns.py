"""The columns of every table of records, as the words of Table Schema describe them."""

import tomllib
from pathlib import Path
from typing import Any

from config.languages import LANGUAGES
from config.protocols.protocol import Protocol
from config.protocols.question import Question
from exports.format import Column

PARTIAL_DATE = r"\d{4}(-\d{2}(-\d{2})?)?"  # 1850, 1850-05 or 1850-05-12
POSITION = ("longitude", "latitude", "geometry_type", "wkt")  # where a file has no geometry


def described(file: Path) -> list[Column]:
    """Read columns: a TOML table each, its titles under the names of the languages."""
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    return [
        Column(
            name=name,
            type=told.pop("type", "string"),
            title={language: told.pop(language) for language in LANGUAGES},
            **told,
        )
        for name, told in tables.items()
    ]


COLUMNS = described(Path(__file__).with_suffix(".toml"))
LASTING = described(Path(__file__).with_name("columns_lasting.toml"))


def columns(protocol: Protocol) -> list[Column]:
    """Describe every column, the questions of the protocol last."""
    asked = [column_of(question) for question in protocol.ever_asked]
    return COLUMNS + asked + (LASTING if protocol.visits else [])


def column_of(question: Question) -> Column:
    return Column(
        name=question.name,
        type=_type(question),
        title=question.label,
        unit=question.unit,
        constraints=_constraints(question),
    )


def _type(question: Question) -> str:
    if question.kind == "number":
        return "integer" if question.whole else "number"
    coded = question.choices and all(isinstance(one.value, int) for one in question.choices)
    return "integer" if coded and question.kind == "choice" else "string"


def _constraints(question: Question) -> dict[str, Any]:
    chosen = [one.value for one in question.choices]
    if question.kind == "number":
        bounds = {"minimum": question.minimum, "maximum": question.maximum}
        return {name: bound for name, bound in bounds.items() if bound is not None}
    if question.kind == "choices":
        one = "|".join(str(value) for value in chosen)
        return {"pattern": rf"({one})(\|({one}))*"}
    if question.kind == "date":
        return {"pattern": PARTIAL_DATE}
    return {"enum": chosen} if chosen else {}
