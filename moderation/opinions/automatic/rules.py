"""Score what speaks for an observation, by declared weights; say what keeps it for people. Pure."""

from collections.abc import Mapping
from typing import NamedTuple

WEIGHTS = ("photo", "species", "sure", "author", "season", "place")
AUDITED = 0.05  # of what would be accepted, always read by people instead
NEVER = (  # whatever the score, the first that holds is told
    "not-declared", "cells", "unnamed", "hidden", "listed", "first", "newcomer", "inventory",
    "flagged", "duplicate", "incomplete", "judged", "correction", "several",
)  # fmt: skip


class Automatic(NamedTuple):
    """What a town declares: where, from which score, and what each thing weighs."""

    at_least: int
    protocols: tuple[str, ...]
    groups: tuple[str, ...] = ()  # GROUP2_INPN; empty: all
    branches: tuple[int, ...] = ()  # cd_nom of taxa: all that is under them; empty: all
    weights: Mapping[str, int] = {}


class Evidence(NamedTuple):
    """What is known of an observation, each thing from 0 (no) to 1 (wholly).

    author: the lower end of the interval of how often people held what its author said in this
    group. never: what keeps it for people, of NEVER.
    """

    photo: float = 0
    species: float = 0
    sure: float = 0
    author: float = 0
    season: float = 0
    place: float = 0
    never: frozenset[str] = frozenset()


class Score(NamedTuple):
    """Points, their parts, and why it is for people all the same; "" when it is not."""

    points: int
    parts: Mapping[str, int]
    never: str

    def reaches(self, rule: Automatic) -> bool:
        return not self.never and self.points >= rule.at_least


def covers(rule: Automatic, protocol: str, group: str, names: frozenset[int]) -> bool:
    """Whether an observation is of what is declared; names: its taxon and those above."""
    return (
        protocol in rule.protocols
        and (not rule.groups or group in rule.groups)
        and (not rule.branches or not names.isdisjoint(rule.branches))
    )


def score(rule: Automatic, known: Evidence) -> Score:
    """Add what each thing weighs, rounded down."""
    parts = {name: int(weight * getattr(known, name)) for name, weight in rule.weights.items()}
    never = next((one for one in NEVER if one in known.never), "")
    return Score(sum(parts.values()), parts, never)


class Trial:
    """What a rule would have accepted of what people settled, and how often they held otherwise."""

    def __init__(self) -> None:
        self.total = self.accepted = self.refused = 0

    def add(self, told: Score, rule: Automatic, *, is_held: bool) -> None:
        """Count one; is_held: people accepted it, by the name its author gave."""
        self.total += 1
        self.accepted += told.reaches(rule)
        self.refused += told.reaches(rule) and not is_held


def is_audited(drawn: bytes) -> bool:
    """Whether people read it instead; drawn: bytes that nobody outside can foresee."""
    return int.from_bytes(drawn[:8]) < AUDITED * 2**64
