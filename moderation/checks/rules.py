"""What an automatic check says: a verdict, sentences, and the evidence they rest on."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from citizen.plausibility.rules import Flag

FINE, LOOK, UNKNOWN = "fine", "look", "unknown"
VERDICTS = (FINE, LOOK, UNKNOWN)  # in order, worth a look, nothing known to compare with
CHECKS = (
    "date", "territory", "status", "months", "range", "size", "weather", "camera", "duplicates",
    "person",
)  # fmt: skip


class Said(NamedTuple):
    """A sentence: its key in the texts, and its values; `n` chooses singular or plural."""

    key: str
    values: Mapping[str, Any] = {}


class Check(NamedTuple):
    """One check of an observation."""

    check: str  # of CHECKS
    verdict: str  # of VERDICTS
    said: Sequence[Said | Flag]  # a flag has a sentence of its own
    evidence: Mapping[str, Any] = {}


def of_codes(flags: Iterable[Flag], *codes: str) -> list[Flag]:
    """The flags of some codes, in the order they were raised."""
    return [flag for flag in flags if flag.code in codes]


def worth_a_look(found: Iterable[Check]) -> int:
    """How many of the checks are worth a look."""
    return sum(1 for one in found if one.verdict == LOOK)
