"""The protocols of the town: one TOML file each, read once at start."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from config.problems import Problem
from config.protocols.protocol import Protocol
from config.protocols.question import YES_NO_UNKNOWN, Choice, Condition, Question


def read(file: Path) -> Protocol:
    """Read a protocol; its code is the name of its file."""
    declared = tomllib.loads(file.read_text(encoding="utf-8"))
    questions = tuple(_question(asked) for asked in declared.pop("questions"))
    places = tuple(declared.pop("places"))
    return Protocol(code=file.stem, questions=questions, places=places, **declared)


def _question(asked: Mapping[str, Any]) -> Question:
    choices = tuple(Choice(**choice) for choice in asked.get("choices", ()))
    if asked["kind"] == "yes-no-unknown":
        choices = _worded(asked.get("terms", {}))
    condition = asked.get("asked_if")
    told = {name: value for name, value in asked.items() if name not in {"choices", "asked_if"}}
    return Question(
        **told,
        choices=choices,
        asked_if=condition and Condition(condition["question"], tuple(condition["equals"])),
    )


def _worded(terms: Mapping[str, str]) -> tuple[Choice, ...]:
    """In standards, yes and no are yes and no; what is unknown is not said."""
    said = dict.fromkeys(terms)
    return tuple(
        Choice(
            one.value,
            one.label,
            {} if one.value == "unknown" else dict.fromkeys(said, str(one.value)),
        )
        for one in YES_NO_UNKNOWN
    )


PROTOCOLS = {file.stem: read(file) for file in sorted(Path(__file__).parent.glob("*.toml"))}


def protocol(code: str) -> Protocol:
    """Find a protocol by its code, or refuse."""
    try:
        return PROTOCOLS[code]
    except KeyError:
        raise Problem("unknown-protocol", protocol=code) from None
