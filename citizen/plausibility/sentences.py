"""Say in a sentence what looks unlikely: to the author, what to check; to a moderator, what is."""

from collections.abc import Iterable
from typing import Any

from citizen.plausibility.rules import FOR_MODERATORS, Flag
from config.languages import say, words
from config.protocols.protocol import Protocol
from config.templates.filters import fine, number

TEXTS = "citizen/plausibility"


def for_author(flags: Iterable[Flag], protocol: Protocol, language: str) -> list[dict[str, str]]:
    """What the author of an observation may check: `code`, `detail`; nothing of other people."""
    mine = [flag for flag in flags if flag.code not in FOR_MODERATORS]
    return [_told(flag, f"author.{flag.code}", protocol, language) for flag in mine]


def for_moderator(flags: Iterable[Flag], protocol: Protocol, language: str) -> list[dict[str, str]]:
    """What a moderator looks at: `code`, `detail`."""
    return [_told(flag, f"moderator.{flag.code}", protocol, language) for flag in flags]


def _told(flag: Flag, key: str, protocol: Protocol, language: str) -> dict[str, str]:
    values = {name: _worded(value) for name, value in flag.values.items()}
    if "question" in values and values["question"] in protocol.names:
        values["question"] = words(protocol.question(values["question"]).label, language)
    values["of"] = say(TEXTS, "of_genus", language, **values) if values.get("genus") else ""
    return {"code": flag.code, "detail": fine(say(TEXTS, key, language, **values), language)}


def _worded(value: Any) -> str:
    if isinstance(value, int | float):
        return number(value, 0 if value == int(value) else 1)
    return str(value)
