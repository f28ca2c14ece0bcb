"""What a filled form says, as a phone would write it; which questions come first."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from config.protocols.protocol import Protocol
from config.protocols.question import Condition, Question

Filled = Mapping[str, list[str]]  # field → what was typed in it, or chosen

MAX_ADDRESS = 200  # characters looked up
NUMBER = re.compile(r"[+-]?\d{1,15}([.,]\d{1,15})?")
OFFSET = re.compile(r"[+-]\d\d:\d\d")


class Group(NamedTuple):
    """Questions that are asked together: always, or under the same condition."""

    condition: Condition | None
    questions: Sequence[Question]


def groups(questions: Sequence[Question]) -> list[Group]:
    """Put neighbours under the same condition together, in the order of the protocol."""
    conditions = groupby(questions, lambda question: question.asked_if)
    return [Group(condition, [*asked]) for condition, asked in conditions]


def first_and_more(protocol: Protocol) -> tuple[list[Question], list[Question]]:
    """Part the questions: up to the last that matters come first, the others may be skipped."""
    asked = list(protocol.questions)
    matter = [at for at, q in enumerate(asked, 1) if q.required or q.kind == "taxon"]
    middle = max(matter, default=1)
    return asked[:middle], asked[middle:]


def one(filled: Filled, field: str) -> str:
    """What a field holds, trimmed, its lines ended as everywhere but in browsers."""
    typed = filled.get(field) or [""]
    return typed[0].replace("\r\n", "\n").strip()


def identifier(filled: Filled) -> UUID:
    """The identifier the page chose: sent twice, it is the same observation."""
    try:
        return UUID(one(filled, "uuid"))
    except ValueError:
        return uuid4()


def version(filled: Filled) -> int:
    """The version of the protocol a page asked; 0 when it does not say."""
    told = one(filled, "protocol_version")
    return int(told) if re.fullmatch("[0-9]{1,4}", told) else 0


def document(protocol: Protocol, filled: Filled, zone: ZoneInfo) -> dict[str, Any]:
    """The sending a form tells; what was left empty is left out."""
    told = {
        "protocol": protocol.code,
        "protocol_version": protocol.version,
        **_moment(filled, zone),
        **_where(filled),
        "taxon": _taxon(filled) if protocol.asks("taxon") else {},
        "certainty": one(filled, "certainty"),
        "answers": answers(protocol.of_a_visit() if one(filled, "of") else protocol, filled),
        "comment": one(filled, "comment"),
        "campaign": one(filled, "campaign"),
        "join_code": one(filled, "join_code"),
        "consent": one(filled, "consent"),
        "name_published": "name_published" in filled,
        "at_home": {"yes": True, "no": False}.get(one(filled, "at_home"), ""),
        "of": one(filled, "of"),
    }
    return {name: told[name] for name in told if name == "answers" or told[name] not in ("", {})}


def _moment(filled: Filled, zone: ZoneInfo) -> dict[str, str]:
    """Day and hour by the clock of the place; without an hour, the day alone is known."""
    day, hour = one(filled, "date"), one(filled, "time")
    if not day:
        return {}
    offset = one(filled, "offset")
    try:
        local = datetime.fromisoformat(f"{day}T{hour or '00:00'}")
    except ValueError:
        return {"observed_at": f"{day} {hour}"}
    told = local.replace(tzinfo=zone).isoformat()
    if OFFSET.fullmatch(offset):
        told = local.isoformat() + offset
    return {"observed_at": told, "time_precision": "minute" if hour else "day"}


def _where(filled: Filled) -> dict[str, Any]:
    source, reach = one(filled, "place_source"), number(one(filled, "accuracy_m"))
    told = {"place": place(filled), "place_source": source or "map", "accuracy_m": reach}
    if one(filled, "at") and (one(filled, "shape") or "Point") == "Point":
        told = {"place": at_address(filled), "place_source": "address"}
    return {name: value for name, value in told.items() if value != ""}


def asked_address(filled: Filled) -> str:
    """The address to look up: none once a spot was told, unless the places are asked for again."""
    is_open = bool({"find", "at"} & filled.keys()) or not one(filled, "latitude")
    return one(filled, "address")[:MAX_ADDRESS] if is_open else ""


def at_address(filled: Filled) -> dict[str, Any]:
    """The place of the address that was chosen in a list, told as a line of positions is."""
    chosen = positions(one(filled, "at"))
    return {"type": "Point", "coordinates": chosen[0]}


def place(filled: Filled) -> dict[str, Any] | None:
    """The geometry told by hand or by the map; nothing when no position was given."""
    kind = one(filled, "shape") or "Point"
    if kind == "Point":
        at = [one(filled, "longitude"), one(filled, "latitude")]
        return {"type": kind, "coordinates": [number(text) for text in at]} if any(at) else None
    line = positions(one(filled, "positions"))
    if not line:
        return None
    if kind == "Polygon":
        return {"type": kind, "coordinates": [line if line[0] == line[-1] else [*line, line[0]]]}
    return {"type": kind, "coordinates": line}


def positions(text: str) -> list[list[Any]]:
    """Read a position a line, latitude first as maps give them: `49.7572, 0.3741`."""
    lines = (line.strip() for line in text.split("\n"))
    return [[number(part) for part in _parts(line)][::-1] for line in lines if line]


def _parts(line: str) -> list[str]:
    """Cut at a semicolon, else at spaces, else at the comma: in French it may mark decimals."""
    if ";" in line:
        return [part.strip() for part in line.split(";")]
    if " " in line:
        return [part.rstrip(",") for part in line.split()]
    return line.split(",")


def number(text: str) -> Any:
    """Read a number as people write it; what is none stays as typed, to be told so."""
    plain = re.sub(r"\s", "", text)
    if not NUMBER.fullmatch(plain):
        return text
    value = float(plain.replace(",", "."))
    return int(value) if value == int(value) and "." not in plain.replace(",", ".") else value


def _taxon(filled: Filled) -> dict[str, Any]:
    told = {"cited_name": one(filled, "cited_name"), "cd_nom": number(one(filled, "cd_nom"))}
    return {name: value for name, value in told.items() if value != ""}


def answers(protocol: Protocol, filled: Filled) -> dict[str, Any]:
    """The answers to the questions that were asked; an answer to another is not listened to."""
    given: dict[str, Any] = {}
    for question in protocol.asked:
        if question.asked_if and not question.asked_if.holds(given):
            continue
        said = [text.strip() for text in filled.get(f"answers/{question.name}", []) if text.strip()]
        if said:
            given[question.name] = READ.get(question.kind, READ["text"])(question, said)
    return given


def _chosen(question: Question, said: list[str]) -> Any:
    values = {str(choice.value): choice.value for choice in question.choices}
    return values.get(said[0], said[0])


READ: Mapping[str, Callable[[Question, list[str]], Any]] = {
    "number": lambda _question, said: number(said[0]),
    "text": lambda _question, said: said[0].replace("\r\n", "\n"),
    "choice": _chosen,
    "yes-no-unknown": _chosen,
    "choices": lambda question, said: [_chosen(question, [text]) for text in said],
}

# The beginning of a pointer → the field of the page it is told beside.
FIELDS = (("/place", "place"), ("/accuracy_m", "place"), ("/observed_at", "date"),
    ("/taxon", "cited_name"), ("/comment", "comment"), ("/photos", "photos"),
    ("/campaign", "join_code"), ("/join_code", "join_code"))  # fmt: skip


def field_of(pointer: str) -> str:
    """The field a fault is told beside; what has none is told at the top of the page."""
    if pointer.startswith("/answers/"):
        return "/".join(pointer.split("/")[1:3])
    return next((field for start, field in FIELDS if pointer.startswith(start)), "")
