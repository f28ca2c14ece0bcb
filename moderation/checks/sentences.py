"""Say the checks of an observation in words: plain, in the reader's language."""

from collections.abc import Iterable
from typing import Any

from citizen.plausibility.rules import Flag
from citizen.plausibility.sentences import for_moderator
from config.languages import say
from config.protocols.protocol import Protocol
from config.templates.filters import fine, number
from moderation.checks.evidence.around import Far
from moderation.checks.rules import Check, Said

TEXTS = "moderation/checks"
DRAWN = {"drawn", "heights"}  # how a page draws evidence that is told otherwise


def told(found: Iterable[Check], asked: Protocol, language: str) -> list[dict[str, Any]]:
    """Checks as JSON: `check`, `verdict`, `sentence`, `evidence`."""
    return [
        {
            "check": one.check,
            "verdict": one.verdict,
            "sentence": sentence(one, asked, language),
            "evidence": {name: it for name, it in one.evidence.items() if name not in DRAWN},
        }
        for one in found
    ]


def sentence(one: Check, asked: Protocol, language: str) -> str:
    """All that a check says, in sentences."""
    return " ".join(_said(each, asked, language) for each in one.said)


def _said(one: Said | Flag, asked: Protocol, language: str) -> str:
    if isinstance(one, Flag):
        return for_moderator([one], asked, language)[0]["detail"]
    values = {name: _worded(value) for name, value in one.values.items()}
    key = f"{one.key}.{_form(one.values['n'], language)}" if "n" in one.values else one.key
    return fine(say(TEXTS, key, language, **values), language)


def _form(n: int, language: str) -> str:
    is_one = n < 2 if language == "fr" else n == 1
    return "one" if is_one else "other"


def _worded(value: Any) -> str:
    if isinstance(value, Far):
        return f"{number(value.number)} {value.unit}"
    return number(value) if isinstance(value, int | float) else str(value)
