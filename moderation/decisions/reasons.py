"""The reasons of decisions, as a catalogue: reasons.toml holds their words."""

import tomllib
from pathlib import Path
from typing import Any

from config.languages import words

REASONS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)


def reason(code: str, language: str) -> str:
    """Say a reason in a language; one that an outside tool made up is shown as it is."""
    return words(REASONS[code], language) if code in REASONS else code


def offered(verdict: str, language: str) -> list[tuple[str, str]]:
    """Return the reasons that go with a verdict, in the order of the catalogue."""
    return [
        (code, words(told, language))
        for code, told in REASONS.items()
        if verdict in told["verdicts"]
    ]
