"""What a town's own protocol may say in the words of the standards: what our files can write."""

from collections.abc import Iterator

from config.places import Fault
from config.protocols.protocol import Protocol
from config.protocols.question import Question
from reference.nomenclatures.rules import of_field

SPOKEN = ("sinp", "dwc", "osm", "fountain_schema")  # by files that take any question
COUNTS = ("denombrementMin", "denombrementMax")


def faults(protocol: Protocol) -> Iterator[Fault]:
    """Say what of a protocol no file of a release could tell rightly."""
    if protocol.publication != "records":
        yield Fault("publication", "protocol-cells")
    for standard in protocol.tags.keys() - set(SPOKEN):
        yield Fault(f"tags.{standard}", "protocol-standard")
    for term, code in protocol.tags.get("sinp", {}).items():
        yield from _code(term, code, f"tags.sinp.{term}")
    for question in protocol.asked:
        if field := question.terms.get("sinp"):
            yield from _answers(question, field)


def _answers(question: Question, field: str) -> Iterator[Fault]:
    where = f"questions.{question.name}.terms.sinp"
    told = [word for choice in question.choices if (word := choice.terms.get("sinp"))]
    is_count = question.kind == "number" and question.whole and question.minimum is not None
    if field in COUNTS and not (is_count or (told and all(map(_is_whole, told)))):
        yield Fault(where, "protocol-sinp-count", {"field": field})
    if of_field(field) and not told:
        yield Fault(where, "protocol-sinp-code", {"code": question.kind, "field": field})
    for code in told:
        yield from _code(field, code, where)


def _is_whole(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) < 10


def _code(field: str, code: str, where: str) -> Iterator[Fault]:
    """An empty word is said on purpose: it takes the fixed term away."""
    known = of_field(field)
    if known and code and code not in known.in_force:
        yield Fault(where, "protocol-sinp-code", {"code": code, "field": field})
