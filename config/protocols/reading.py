"""Read a protocol's TOML: the protocol, or all that is wrong with it; never anything else."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from config.places import Fault
from config.problems import told
from config.protocols import sense, shapes
from config.protocols.lasting import Duplicates, Visits
from config.protocols.protocol import Protocol
from config.protocols.question import YES_NO_UNKNOWN, Choice, Condition, Question

MAX_BYTES = 200_000  # a protocol of two hundred questions has forty thousand


class FileFaults(NamedTuple):
    """What is wrong with a file of a protocol."""

    file: Path
    faults: list[Fault]


class Unreadable(Exception):
    """Files of protocols that cannot be used: each fault on a line, with what to write."""

    def __init__(self, found: list[FileFaults]) -> None:
        super().__init__("\n".join(sentences(found)))
        self.found = found


def sentences(found: list[FileFaults], language: str = "en") -> list[str]:
    """Tell each fault: the file, the place in its TOML, what to write."""
    return [
        f"{one.file}: {fault.pointer or 'the file'}: {told(fault, language)['detail']}"
        for one in found
        for fault in one.faults
    ]


def read(file: Path, code: str = "") -> Protocol:
    """Read a protocol; its code is the name of its file unless told. Raises Unreadable."""
    try:
        data = file.read_bytes()
    except OSError:  # it went away, or may not be read
        raise Unreadable([FileFaults(file, [Fault("", "toml-closed")])]) from None
    found = parsed(data, code or file.stem)
    if isinstance(found, Protocol):
        return found
    raise Unreadable([FileFaults(file, found)])


def parsed(data: bytes, code: str) -> Protocol | list[Fault]:
    """Make a protocol of the bytes of a file, or say all that is wrong."""
    if len(data) > MAX_BYTES:
        return [Fault("", "toml-large", {"maximum": MAX_BYTES})]
    try:
        declared = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        return [Fault("", "toml-encoding")]
    except (ValueError, RecursionError) as wrong:  # a number of five thousand digits too
        return [Fault("", "toml-broken", {"where": str(wrong)[:200]})]
    if wrong_lines := [*shapes.PROTOCOL(declared, "")]:
        return wrong_lines
    made = _protocol(declared, code)
    return [*sense.faults(made)] or made


def _protocol(declared: dict[str, Any], code: str) -> Protocol:
    questions = tuple(_question(asked) for asked in declared.pop("questions"))
    places, same_meaning = (tuple(declared.pop(name, ())) for name in ("places", "same_meaning"))
    near, visits = declared.pop("duplicates", None), declared.pop("visits", None)
    return Protocol(
        code=code,
        questions=questions,
        places=places,
        same_meaning=same_meaning,
        duplicates=near and Duplicates(**near),
        visits=visits and _visits(visits),
        **declared,
    )


def _visits(told_of: Mapping[str, Any]) -> Visits:
    measures, gone = told_of.get("together", ()), told_of.get("gone")
    return Visits(
        tuple(told_of["asks"]),
        tuple(tuple(names) for names in measures),
        gone and _condition(gone),
        told_of.get("drawn", ""),
    )


def _condition(told_of: Mapping[str, Any]) -> Condition:
    return Condition(told_of["question"], tuple(told_of["equals"]))


def _question(asked: Mapping[str, Any]) -> Question:
    choices = tuple(Choice(**choice) for choice in asked.get("choices", ()))
    if asked["kind"] == "yes-no-unknown" and not choices:
        choices = _worded(asked.get("terms", {}))
    condition = asked.get("asked_if")
    told_of = {name: value for name, value in asked.items() if name not in {"choices", "asked_if"}}
    return Question(
        **told_of,
        choices=choices,
        asked_if=condition and _condition(condition),
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
