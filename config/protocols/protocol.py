"""An observation protocol: what a resident is asked, and its words in each standard."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from config.languages import Text
from config.places import Fault
from config.protocols.lasting import Duplicates, Visits
from config.protocols.question import BESIDE, Choice, Condition, Question, gathered

Answers = Mapping[str, Any]
METRES = {"m": 1.0, "cm": 0.01}  # lengths a standard may want in another unit than we ask


@dataclass(frozen=True)
class Protocol:
    code: str
    version: int
    title: Text
    description: Text
    places: tuple[str, ...]  # the GeoJSON types its place may have
    publication: str  # "records": one row each; "cells": counted by cell, never a point
    questions: tuple[Question, ...]
    example: Answers
    tags: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # fixed, per standard
    units: Mapping[str, str] = field(default_factory=dict)  # length unit wanted by a standard
    status: str = "published"  # or "draft": to be looked at and tried, nothing of it is kept
    published: date | None = None  # the day this version came into force
    former_days: int = 180  # from then on, how long answers to the version before are taken
    same_meaning: tuple[str, ...] = ()  # what is worded anew and means what it meant
    former: tuple["Protocol", ...] = ()  # the versions before, oldest first
    duplicates: Duplicates | None = None
    provisional: str = ""  # which sendings leave a grey point: "all", "named" species; "" none
    visits: Visits | None = None  # of a lasting thing: each observation is of something that stays

    @property
    def is_draft(self) -> bool:
        return self.status == "draft"

    def version_of(self, number: int) -> "Protocol":
        """The version an answer was given under; this one, where none is known by the number."""
        return next((one for one in self.former if one.version == number), self)

    def until(self, number: int) -> date | None:
        """The last day on which answers to a version are taken; nothing for the one in force."""
        later = [one for one in (*self.former, self) if one.version > number]
        if not later or later[0].published is None:
            return None
        return later[0].published + timedelta(days=later[0].former_days)

    @cached_property
    def ever_asked(self) -> list[Question]:
        """The questions of this version, then those only former ones asked: none is lost."""
        named: dict[str, list[Question]] = {}
        for version in (self, *reversed(self.former)):
            for question in version.asked:
                named.setdefault(question.name, []).append(question)
        return [gathered(versions) for versions in named.values()]

    def faults(self, answers: Any, today: date) -> list[Fault]:
        """Check every answer at once, so that a resident corrects them at once."""
        if not isinstance(answers, Mapping):
            return [Fault("", "wrong-type")]
        unasked = [
            Fault(f"/{_escaped(n)}", "unknown-question") for n in answers.keys() - self.names
        ]
        return unasked + [f for question in self.asked for f in _faults(question, answers, today)]

    def terms(self, standard: str, answers: Answers) -> dict[str, Any]:
        """Translate the answers into the terms of a standard; leave out what it has no word for."""
        told = {**self.tags.get(standard, {}), **dict(self._told(standard, answers))}
        return {term: value for term, value in told.items() if value != ""}

    def _told(self, standard: str, answers: Answers) -> Iterator[tuple[str, Any]]:
        for question in self._speaking.get(standard, ()):
            answer = answers.get(question.name)
            if answer is not None:
                value = self._worded(question, answer, standard)
                if value is not None:
                    yield question.terms[standard], value

    @cached_property
    def _speaking(self) -> dict[str, list[Question]]:
        """The questions that each standard has a term for."""
        told: dict[str, list[Question]] = {}
        for question in self.asked:
            for standard in question.terms:
                told.setdefault(standard, []).append(question)
        return told

    def _worded(self, question: Question, answer: Any, standard: str) -> Any:
        if question.choices:
            worded = [
                choice.terms.get(standard)
                for value in (answer if isinstance(answer, list) else [answer])
                if (choice := question.choice(value))
            ]
            if worded == [""]:  # said on purpose: this answer takes the fixed term away
                return ""
            return ";".join(word for word in worded if word) or None
        wanted = self.units.get(standard)
        if wanted and question.unit in METRES:
            return round(answer * METRES[question.unit] / METRES[wanted], 4)
        return answer

    def speaks(self, standard: str) -> bool:
        """Whether this protocol has words in a standard."""
        return standard in self.tags

    def visiting(self) -> "Protocol":
        """What one who comes back may answer: nothing is required, what was said holds."""
        asks = self.visits.asks if self.visits else ()
        eased = (
            replace(one, required=False, asked_if=_within(one.asked_if, asks))
            for one in self.questions
        )
        return replace(self, questions=tuple(eased))

    def of_a_visit(self) -> "Protocol":
        """What a visit asks, in the order of the protocol."""
        asks = self.visits.asks if self.visits else ()
        eased = self.visiting()
        return replace(eased, questions=tuple(one for one in eased.questions if one.name in asks))

    def is_gone(self, answers: Answers) -> bool:
        """Whether answers say that the thing stands no more."""
        return bool(self.visits and self.visits.gone and self.visits.gone.holds(answers))

    @cached_property
    def asked(self) -> list[Question]:
        """The questions answered in `answers`; the taxon and the photos stand beside."""
        return [question for question in self.questions if question.kind not in BESIDE]

    @cached_property
    def names(self) -> set[str]:
        return {question.name for question in self.asked}

    def question(self, name: str) -> Question:
        return next(question for question in self.questions if question.name == name)

    def asks(self, kind: str) -> bool:
        return any(question.kind == kind for question in self.questions)

    def ever_asks(self, kind: str) -> bool:
        """Whether this version asks a question of a kind, or a former one did."""
        return any(one.asks(kind) for one in (self, *self.former))

    def label(self, name: str, value: Any) -> Text:
        """The words of a chosen answer, for people."""
        choice: Choice | None = self.question(name).choice(value)
        return choice.label if choice else {"fr": str(value), "en": str(value)}


def _within(condition: Condition | None, asks: tuple[str, ...]) -> Condition | None:
    """A condition, where its question is asked too."""
    return condition if condition and condition.question in asks else None


def _escaped(name: Any) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")


def _faults(question: Question, answers: Answers, today: date) -> list[Fault]:
    pointer, answer = f"/{question.name}", answers.get(question.name)
    condition = question.asked_if
    if condition and not condition.holds(answers):
        if answer is None:
            return []
        return [Fault(pointer, "not-asked", {"question": condition.question})]
    if answer is None:
        return [Fault(pointer, "missing")] if question.required else []
    found = question.faults(answer, today)
    return [Fault(pointer + fault.pointer, fault.code, fault.values) for fault in found]
