"""Every refusal the product can answer with (RFC 9457): problems.toml holds their words.

Each has a code, an HTTP status, a title and an advice: what the person can do about it.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.languages import LANGUAGES, Text, words
from config.places import Fault


@dataclass(frozen=True)
class Kind:
    """A kind of refusal: its HTTP status, and its words in each language."""

    code: str
    status: int
    title: Text
    advice: Text


_declared = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
PROBLEMS = {code: Kind(code, **told) for code, told in _declared["problems"].items()}
FAULTS: dict[str, Text] = _declared["faults"]

MOST_TOLD = 100  # faults: a sending made to fail must not make a longer answer than itself


class Problem(Exception):
    """A refusal, named by its code; the details become members of the problem document."""

    def __init__(self, code: str, *, faults: Sequence[Fault] = (), **details: Any) -> None:
        super().__init__(code)
        self.kind = PROBLEMS[code]
        self.faults = faults
        self.details = details

    def document(self, language: str) -> dict[str, Any]:
        """The members of the problem document, in a language."""
        document: dict[str, Any] = {
            "type": f"/problems/{self.kind.code}",
            "title": words(self.kind.title, language),
            "status": self.kind.status,
            "detail": words(self.kind.advice, language),
            **{name: _said(value, language) for name, value in self.details.items()},
        }
        if self.faults:
            document["errors"] = [told(fault, language) for fault in self.faults[:MOST_TOLD]]
        return document


def _said(value: Any, language: str) -> Any:
    """A detail that holds words in each language is said in one."""
    is_text = isinstance(value, dict) and value.keys() == set(LANGUAGES)
    return words(value, language) if is_text else value


def told(fault: Fault, language: str) -> dict[str, str]:
    """Say a fault: where it is (a JSON pointer), and what is wrong, in words."""
    return {
        "pointer": fault.pointer,
        "detail": words(FAULTS[fault.code], language).format(**fault.values),
    }
