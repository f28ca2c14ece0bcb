"""A question of a protocol: its kind says what an answer must be."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from config.languages import Text
from config.places import Fault

Value = str | int
MAX_TEXT = 2000
SAFE_INTEGER = 2**53  # beyond it a phone's numbers are no longer exact


@dataclass(frozen=True)
class Choice:
    """One answer a person may choose, and its word in each standard."""

    value: Value
    label: Text
    terms: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Condition:
    """Ask only if an earlier question got one of these answers."""

    question: str
    equals: tuple[Value, ...]

    def holds(self, answers: Mapping[str, Any]) -> bool:
        given = answers.get(self.question)
        held = given if isinstance(given, list) else [given]
        return any(_same(value, one) for value in held for one in self.equals)


@dataclass(frozen=True)
class Question:
    name: str
    label: Text
    kind: str
    hint: Text = field(default_factory=dict)
    required: bool = False
    choices: tuple[Choice, ...] = ()
    whole: bool = False
    minimum: float | None = None
    maximum: float | None = None
    usual_maximum: float | None = None  # beyond, an answer is taken, and flagged as unlikely
    unit: str = ""
    scale: str = ""  # the version of the scale of its choices
    asked_if: Condition | None = None
    terms: Mapping[str, str] = field(default_factory=dict)  # its name in each standard

    def faults(self, answer: Any, today: date) -> list[Fault]:
        """Say all that is wrong with an answer."""
        return KINDS[self.kind](self, answer, today)

    def choice(self, value: Any) -> Choice | None:
        return next((choice for choice in self.choices if _same(choice.value, value)), None)


def gathered(versions: Sequence[Question]) -> Question:
    """The newest wording of a question, with every choice and bound it ever had."""
    newest = versions[0]
    choices = {one.value: one for question in versions for one in question.choices}
    bounds = [(one.minimum, one.maximum) for one in versions]
    former = (one for value, one in choices.items() if not newest.choice(value))
    return replace(
        newest,
        choices=(*newest.choices, *former),
        minimum=_widest(min, [low for low, _ in bounds]),
        maximum=_widest(max, [high for _, high in bounds]),
    )


def _widest(farthest: Callable[..., float], bounds: Sequence[float | None]) -> float | None:
    """The bound that holds for all; none where one of them has none."""
    known = [one for one in bounds if one is not None]
    return farthest(known) if len(known) == len(bounds) else None


def _same(one: Any, other: Any) -> bool:
    """Compare without taking true for 1."""
    return type(one) is type(other) and one == other


def _number(question: Question, answer: Any, _today: date) -> list[Fault]:
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return [Fault("", "not-number")]
    if not abs(answer) <= SAFE_INTEGER:  # a NaN compares false
        return [Fault("", "not-number")]
    if question.whole and not isinstance(answer, int):  # 1.0 would be published as it is
        return [Fault("", "not-whole")]
    return _bounds(question, answer)


def _bounds(question: Question, answer: float) -> list[Fault]:
    unit = question.unit
    if question.minimum is not None and answer < question.minimum:
        return [Fault("", "too-small", {"minimum": f"{question.minimum:g}", "unit": unit})]
    if question.maximum is not None and answer > question.maximum:
        return [Fault("", "too-large", {"maximum": f"{question.maximum:g}", "unit": unit})]
    return []


def _choice(question: Question, answer: Any, _today: date) -> list[Fault]:
    if question.choice(answer):
        return []
    return [Fault("", "not-choice", {"choices": ", ".join(str(c.value) for c in question.choices)})]


def _choices(question: Question, answer: Any, today: date) -> list[Fault]:
    if not isinstance(answer, list) or len(answer) > len(question.choices):
        return [Fault("", "not-list")]
    wrong = [
        Fault(f"/{index}", fault.code, fault.values)
        for index, value in enumerate(answer)
        for fault in _choice(question, value, today)
    ]
    repeated = not wrong and len(set(answer)) < len(answer)
    return [Fault("", "not-list")] if repeated else wrong


def _text(_question: Question, answer: Any, _today: date) -> list[Fault]:
    if isinstance(answer, str) and answer.strip() and len(answer) <= MAX_TEXT:
        return []
    return [Fault("", "not-text", {"maximum": MAX_TEXT})]


PARTIAL_DATE = re.compile(r"(1[5-9]|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def _date(_question: Question, answer: Any, today: date) -> list[Fault]:
    """A date whose length tells its precision: 1850, 1850-05 or 1850-05-12."""
    try:
        known = isinstance(answer, str) and PARTIAL_DATE.fullmatch(answer)
        if known and date.fromisoformat(f"{answer}-01-01"[:10]) <= today + timedelta(days=1):
            return []
    except ValueError:  # the 31st of February
        pass
    return [Fault("", "not-date")]


def _elsewhere(_question: Question, _answer: Any, _today: date) -> list[Fault]:
    """The taxon and the photos stand beside the answers, not among them."""
    return [Fault("", "unknown-question")]


YES_NO_UNKNOWN: Sequence[Choice] = (
    Choice("yes", {"fr": "Oui", "en": "Yes"}),
    Choice("no", {"fr": "Non", "en": "No"}),
    Choice("unknown", {"fr": "Je ne sais pas", "en": "I do not know"}),
)

KINDS: dict[str, Callable[[Question, Any, date], list[Fault]]] = {
    "choice": _choice,
    "choices": _choices,
    "number": _number,
    "text": _text,
    "yes-no-unknown": _choice,
    "taxon": _elsewhere,
    "date": _date,
    "photo": _elsewhere,
    "sound": _elsewhere,
}
BESIDE = {"taxon", "photo", "sound"}  # kinds answered beside the `answers` of the observation
