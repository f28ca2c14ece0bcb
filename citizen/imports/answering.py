"""The answers of a row, in the words and units of the protocol's questions."""

from typing import Any

from citizen.imports.findings import Findings
from citizen.imports.mapping.columns import FAR_DAY
from citizen.imports.mapping.dates import moment
from citizen.imports.mapping.rules import CLOCK, Columns, Map, Rule
from citizen.imports.mapping.units import converted, number
from config.protocols.protocol import Protocol
from config.protocols.question import Question
from config.words import folded

MAX_COMMENT = 2000
MAX_ACCURACY = 50_000  # metres
YES_NO = {  # as the French tree schema writes them
    **dict.fromkeys(("oui", "vrai", "true", "yes", "1", "o", "y"), "yes"),
    **dict.fromkeys(("non", "faux", "false", "no", "0", "n"), "no"),
}


def answers(
    columns: Columns, mapping: Map, protocol: Protocol, noted: Findings
) -> dict[str, Any]:  # fmt: skip
    """Read the answers of a row; notes what cannot be read, and the words no table knows."""
    found = dict(mapping.constants)
    for name, rule in mapping.answers.items():
        question, text = protocol.question(name), rule.told(columns)
        value = _read(text, rule, question, noted) if text else None
        if value is not None and rule.leave_out_wrong and question.faults(value, FAR_DAY):
            noted.left_out(rule.column, text)
        elif value is not None:
            found[name] = value
    return {name: value for name, value in found.items() if _is_asked(name, protocol, found)}


def _is_asked(name: str, protocol: Protocol, found: dict[str, Any]) -> bool:
    """Whether a question has an object here: no girth is asked of an alignment."""
    condition = protocol.question(name).asked_if
    return condition is None or condition.holds(found)


def _read(text: str, rule: Rule, question: Question, noted: Findings) -> Any:
    """A value as the question wants it; nothing when it is not known."""
    if question.kind == "number" and not rule.values:
        return _number(text, rule, question, noted)
    if question.kind == "date" and not rule.values:
        return _date(text, rule, noted)
    if question.kind == "choices":
        words = text.split(rule.separator) if rule.separator else [text]
        told = [_word(word.strip(), rule, question, noted) for word in words if word.strip()]
        return list(dict.fromkeys(one for one in told if one is not None)) or None
    return text if question.kind == "text" else _word(text, rule, question, noted)


def _word(text: str, rule: Rule, question: Question, noted: Findings) -> Any:
    """Our word for one of the source's; what no table knows is left out, and told."""
    told = rule.worded(text)
    if told is None and not rule.values:
        told = _own_word(text, question)
    if told is None:
        noted.left_out(rule.column, text)
    return told


def _own_word(text: str, question: Question) -> Any:
    """A choice by its own name or its words; yes and no as they are written in French tables."""
    wanted = folded(text)
    for choice in question.choices:
        if wanted in {folded(str(choice.value)), *map(folded, choice.label.values())}:
            return choice.value
    return YES_NO.get(wanted) if question.kind == "yes-no-unknown" else None


def _number(text: str, rule: Rule, question: Question, noted: Findings) -> float | int | None:
    found = number(text)
    if found is None:
        noted.unread(rule, text, "not-number")
        return None
    if rule.zero_is_unknown and found == 0:
        return None
    told = converted(found, rule.unit, question.unit, rule.conversion)
    return int(told) if question.whole and told.is_integer() else told


def _date(text: str, rule: Rule, noted: Findings) -> str | None:
    """A date as precise as the source knew it."""
    found = moment(text, CLOCK, rule.formats)
    if found is None:
        noted.unread(rule, text, "not-date")
        return None
    is_first = (found.at.month, found.at.day) == (1, 1)
    if rule.year_only_if_first_of_january and is_first:
        return f"{found.at.year:04d}"
    return found.partial


def accuracy(columns: Columns, rule: Rule | None, noted: Findings) -> float | None:
    """How exact the place is, in metres; nothing when it is not known."""
    text = rule.told(columns) if rule else ""
    if not rule or not text:
        return None
    found = number(text)
    if found is None or found < 0:
        noted.wrong(rule.column, "not-number")
        return None
    metres = converted(found, rule.unit, "m")
    return metres if 0 < metres <= MAX_ACCURACY else None


def comment(columns: Columns, mapping: Map, noted: Findings) -> str:
    """What a row says beside, and the address of its photo, which is not fetched."""
    said = mapping.comment.told(columns) if mapping.comment else ""
    link = mapping.photo.told(columns) if mapping.photo else ""
    told = "\n".join(part for part in (said, link) if part)
    if len(told) > MAX_COMMENT:
        rule = mapping.comment or mapping.photo
        column = rule.column if rule else ""
        noted.wrong(column, "too-long", maximum=MAX_COMMENT)
    return told
