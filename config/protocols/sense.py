"""Whether a protocol makes sense once each of its lines does: what no single line can tell."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from config.places import Fault
from config.protocols.lasting import Visits
from config.protocols.protocol import Protocol
from config.protocols.question import BESIDE, YES_NO_UNKNOWN, Choice, Question

CHOSEN = {"choice", "choices"}
YES_NO = {one.value for one in YES_NO_UNKNOWN}
MOST_METRES = 1000  # farther is another place
FAR = date(2999, 12, 31)  # an example may tell any day
# Columns every table of records has: a question of the same name would be lost in them.
RESERVED = frozenset({
    "bbox", "campaign", "campaign_marks", "cd_nom", "cd_ref", "cell_10km", "changed_on",
    "cited_name", "class", "commune_code", "commune_name", "commune_vintage", "decided_on",
    "demonstration", "department", "family", "fid", "first_day", "first_seen", "full_name", "geom",
    "geometry", "geometry_type", "gone_on", "kingdom", "last_day", "last_visit", "latitude",
    "licence", "longitude", "number", "observer", "order", "origin", "ornamental", "people",
    "photos", "phylum", "position_source", "precision", "protocol_version", "rank", "received_on",
    "scientific_name", "taxon_group", "uncertainty_m", "uuid", "validation", "vernacular_name",
    "visits", "wikidata", "wkt",
})  # fmt: skip


def faults(protocol: Protocol) -> Iterator[Fault]:
    """Say all that does not hold together."""
    yield from _names(protocol)
    yield from _version(protocol)
    known: dict[str, Question] = {}
    for question in protocol.questions:
        where = f"questions.{question.name}"
        yield from _choices(question, where)
        yield from _bounds(question, where)
        yield from _condition(question, known, where)
        yield from _terms(protocol, question, where)
        known[question.name] = question
    for standard in protocol.units.keys() - protocol.tags.keys():
        yield Fault(f"units.{standard}", "toml-standard", {"standard": standard})
    yield from _near(protocol)
    yield from _visits(protocol, known)
    yield from _example(protocol)


def _names(protocol: Protocol) -> Iterator[Fault]:
    if len(set(protocol.places)) < len(protocol.places):
        yield Fault("places", "toml-twice")
    for name in _repeated(one.name for one in protocol.questions):
        yield Fault(f"questions.{name}", "toml-twice")
    for kind in BESIDE.intersection(_repeated(one.kind for one in protocol.questions)):
        yield Fault("questions", "toml-kind-once", {"kind": kind})
    for name in protocol.names & RESERVED:
        yield Fault(f"questions.{name}.name", "toml-reserved")


def _repeated(words: Iterable[str]) -> list[str]:
    return [word for word, times in Counter(words).items() if times > 1]


def _version(protocol: Protocol) -> Iterator[Fault]:
    if protocol.version > 1 and not protocol.is_draft and protocol.published is None:
        yield Fault("published", "toml-published")


def _choices(question: Question, where: str) -> Iterator[Fault]:
    chosen = question.choices
    if question.kind in CHOSEN and len(chosen) < 2:
        yield Fault(f"{where}.choices", "toml-choices")
    said_otherwise = question.kind == "yes-no-unknown" and {c.value for c in chosen} != YES_NO
    if said_otherwise or (question.kind not in CHOSEN | {"yes-no-unknown"} and chosen):
        yield Fault(f"{where}.choices", "toml-no-choices", {"kind": question.kind})
    if len({str(one.value) for one in chosen}) < len(chosen):
        yield Fault(f"{where}.choices", "toml-same-value")
    elif len({type(one.value) for one in chosen}) > 1:
        yield Fault(f"{where}.choices", "toml-mixed")
    if len({one.label["fr"] for one in chosen}) < len(chosen):
        yield Fault(f"{where}.choices", "toml-same-label")


def _bounds(question: Question, where: str) -> Iterator[Fault]:
    bounds = question.minimum, question.maximum, question.usual_maximum
    told = (*bounds, question.whole or None, question.unit or None)
    if question.kind != "number" and any(one is not None for one in told):
        yield Fault(where, "toml-only-numbers")
    low, high = question.minimum, question.maximum
    if low is not None and high is not None and low > high:
        yield Fault(f"{where}.minimum", "toml-above", {"maximum": f"{high:g}"})


def _condition(question: Question, known: dict[str, Question], where: str) -> Iterator[Fault]:
    condition = question.asked_if
    if condition is None:
        return
    earlier = known.get(condition.question)
    if earlier is None or not earlier.choices:
        yield Fault(f"{where}.asked_if.question", "toml-earlier", {"known": ", ".join(known)})
        return
    if unknown := [value for value in condition.equals if not earlier.choice(value)]:
        told = {"value": str(unknown[0]), "question": earlier.name}
        yield Fault(f"{where}.asked_if.equals", "toml-no-such-choice", told)


def _terms(protocol: Protocol, question: Question, where: str) -> Iterator[Fault]:
    for standard in question.terms.keys() - protocol.tags.keys():
        yield Fault(f"{where}.terms.{standard}", "toml-standard", {"standard": standard})
    for choice in question.choices:
        yield from _words(question, choice, f"{where}.choices.{choice.value}")


def _words(question: Question, choice: Choice, where: str) -> Iterator[Fault]:
    for standard in choice.terms.keys() - question.terms.keys():
        told = {"standard": standard, "question": question.name}
        yield Fault(f"{where}.terms.{standard}", "toml-no-term", told)


def _near(protocol: Protocol) -> Iterator[Fault]:
    near = protocol.duplicates
    if near and not (0 < near.metres <= MOST_METRES and (near.hours is None or near.hours > 0)):
        yield Fault("duplicates", "toml-near", {"maximum": MOST_METRES})


def _visits(protocol: Protocol, known: dict[str, Question]) -> Iterator[Fault]:
    """What a visit asks, measures together, draws or ends by are questions of the protocol."""
    visits = protocol.visits or Visits(())
    together = {name for measure in visits.together for name in measure}
    named = {"asks": {*visits.asks}, "together": together, "drawn": {visits.drawn} - {""}}
    for key, names in named.items():
        if names - known.keys():
            yield Fault(f"visits.{key}", "toml-asked", {"known": ", ".join(known)})
    ends = Question("gone", {}, "text", asked_if=visits.gone)
    for fault in _condition(ends, known, "visits"):
        yield fault._replace(pointer=fault.pointer.replace("asked_if", "gone"))


def _example(protocol: Protocol) -> Iterator[Fault]:
    """An example that is not accepted would mislead whoever copies it."""
    for fault in protocol.faults(protocol.example, FAR):
        yield Fault("example" + fault.pointer.replace("/", "."), fault.code, fault.values)
