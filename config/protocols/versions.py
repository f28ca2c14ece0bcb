"""What a new version of a protocol may change: never what an answer of a former one means.

Answers are kept for ever under the codes of their version, read side by side in one table and
told in the words of each standard: one code has one meaning, in all versions.
"""

from collections.abc import Iterator, Sequence

from config.languages import Text
from config.places import Fault
from config.protocols.protocol import Protocol
from config.protocols.question import Question

FIXED = ("kind", "unit", "scale", "whole")  # of a question: they say what its answers are


def faults(former: Sequence[Protocol], new: Protocol) -> Iterator[Fault]:
    """Say which changes are not allowed, against every former version.

    Allowed: to add or drop questions and choices, to ask otherwise, in another order, under
    another condition, within other bounds; to word anew what `same_meaning` names.
    """
    for old in former:
        if old.publication != new.publication:
            told = {"was": old.publication, "version": old.version}
            yield Fault("publication", "version-publication", told)
        asked = {question.name: question for question in old.questions}
        for question in new.questions:
            if question.name in asked:
                yield from _changed(asked[question.name], question, old.version, new)


def _changed(old: Question, new: Question, version: int, by: Protocol) -> Iterator[Fault]:
    where = f"questions.{new.name}"
    for name in FIXED:
        if (was := getattr(old, name)) != getattr(new, name):
            told = {"was": str(was), "version": version}
            yield Fault(f"{where}.{name}", "version-other", told)
    yield from _reworded(old.label, new.label, new.name, by)
    yield from _terms(old.terms, new.terms, where, version)
    for choice in new.choices:
        if (known := old.choice(choice.value)) is not None:
            yield from _reworded(known.label, choice.label, f"{new.name}.{choice.value}", by)
            yield from _terms(known.terms, choice.terms, f"{where}.choices.{choice.value}", version)


def _reworded(old: Text, new: Text, what: str, by: Protocol) -> Iterator[Fault]:
    if dict(old) != dict(new) and what not in by.same_meaning:
        question, _, value = what.partition(".")
        where = f"questions.{question}" + (f".choices.{value}" if value else "")
        yield Fault(f"{where}.label", "version-reworded", {"was": old["en"], "what": what})


def _terms(old: Text, new: Text, where: str, version: int) -> Iterator[Fault]:
    for standard in old.keys() & new.keys():
        if old[standard] != new[standard]:
            told = {"was": old[standard], "version": version}
            yield Fault(f"{where}.terms.{standard}", "version-other", told)
