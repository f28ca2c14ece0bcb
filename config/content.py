"""What a schema says of a content, as our faults: they point at a place, and speak French too."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import Schema, ValidationError

from config.places import Fault, escaped
from config.problems import FAULTS, Problem

SENTENCES = (  # marshmallow's words → our faults
    (re.compile("Missing data|may not be null"), "missing"),
    (re.compile("Unknown field"), "unknown-field"),
    (re.compile(r"Must be one of: (?P<choices>.*)\.", re.DOTALL), "not-choice"),
    (re.compile(r"(?P<minimum>-?\d+) and (.* )?(?P<maximum>\d+)\."), "not-between"),
    (re.compile(r"Longer than maximum length (?P<maximum>\d+)"), "too-long"),
    (re.compile("expected pattern"), "wrong-form"),
    (re.compile("Invalid input type|Not a valid|Special numeric|too large"), "wrong-type"),
)


def faults_of(messages: Any) -> Iterator[Fault]:
    """Tell the faults of a request: webargs says in which part of it each one is."""
    for location, found in messages.items() if isinstance(messages, Mapping) else ():
        yield from flattened(found, "" if location == "json" else f"/{location}")


def load(schema: Schema, told: Any) -> Any:
    """Load what was read already, as if it had come alone; refuse with every fault at once."""
    try:
        return schema.load(told)
    except ValidationError as wrong:
        raise Problem("invalid-content", faults=[*flattened(wrong.messages, "")]) from None


def flattened(found: Any, pointer: str) -> Iterator[Fault]:
    """Walk what marshmallow found, down to each sentence."""
    if isinstance(found, Mapping):
        for name, inner in found.items():
            inside = pointer if name == "_schema" else f"{pointer}/{escaped(name)}"
            yield from flattened(inner, inside)
    else:
        for sentence in found:
            yield _fault(pointer, str(sentence))


def _fault(pointer: str, sentence: str) -> Fault:
    if sentence in FAULTS:
        return Fault(pointer, sentence)
    for pattern, code in SENTENCES:
        if match := pattern.search(sentence):
            return Fault(pointer, code, match.groupdict())
    return Fault(pointer, "said", {"sentence": sentence})
