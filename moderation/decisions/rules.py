"""What a moderator may decide, and where each decision leads: tables to show to a moderator."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from citizen.observations.rules import CLOCK_DRIFT, CitedTaxon
from config.places import Fault
from config.problems import Problem

VERDICTS = (
    "accept", "doubt", "reject", "unassessable", "ask", "duplicate", "second-opinion", "separate",
    "abstain",
)  # fmt: skip
CERTAINTIES = ("certain", "probable")

MERGED = "duplicate"
WAITING = ("submitted", "questioned")
DECIDED = ("accepted", "doubtful", "rejected", "unassessable")

# (status, verdict) → status
LEADS_TO = {
    **{(status, "accept"): "accepted" for status in (*WAITING, *DECIDED)},
    **{(status, "doubt"): "doubtful" for status in (*WAITING, *DECIDED)},
    **{(status, "reject"): "rejected" for status in (*WAITING, *DECIDED)},
    **{(status, "unassessable"): "unassessable" for status in (*WAITING, *DECIDED)},
    **{(status, "duplicate"): MERGED for status in (*WAITING, *DECIDED, MERGED)},
    (MERGED, "separate"): "submitted",  # or what it was before, when that is known
    **{(status, "ask"): "questioned" for status in WAITING},
    **{(status, "second-opinion"): "submitted" for status in WAITING},
    **{(status, "abstain"): status for status in (*WAITING, *DECIDED)},
}

# The SINP validation level a status stands for; an acceptance has its own two.
LEVELS = {"doubtful": 3, "rejected": 4, "unassessable": 5}
EXPLAINED = ("doubt", "reject", "unassessable", "ask")  # say why, for the author to learn from it


@dataclass(frozen=True)
class Verdict:
    """What a moderator decides."""

    verdict: str
    certainty: str = "certain"
    taxon: CitedTaxon = field(default_factory=CitedTaxon)
    reason: str = ""
    comment: str = ""
    of: UUID | None = None  # what it repeats; of an acceptance, what it is a visit of
    sensitivity: int | None = None  # SINP level 0 to 4: how much of the place to hide
    sensitivity_reason: str = ""  # why to show more than the rules ask


def faults(decision: Verdict, subject: UUID, due: int = 0) -> list[Fault]:
    """Say what is missing from a decision; due: how sensitive the rules say the place is."""
    found = []
    if decision.verdict in EXPLAINED and not (decision.reason or decision.comment.strip()):
        found.append(Fault("/reason", "missing"))
    if decision.verdict == "duplicate" and decision.of in {None, subject}:
        found.append(Fault("/of", "missing"))
    shows_more = decision.sensitivity is not None and decision.sensitivity < due
    if shows_more and not decision.sensitivity_reason.strip():
        found.append(Fault("/sensitivity_reason", "shows-more", {"due": due}))
    return found


def time_faults(decision: Verdict, observed_at: datetime, now: datetime) -> list[Fault]:
    """What is dated ahead of us is no record: its author mends the date first."""
    is_ahead = decision.verdict == "accept" and observed_at > now + CLOCK_DRIFT
    return [Fault("/observed_at", "future")] if is_ahead else []


class Before(NamedTuple):
    """What an observation was before it was merged: a merge undone restores it."""

    status: str
    level: int
    part_of: UUID | None


def decide(
    status: str, decision: Verdict, moderator: int, author: int, before: Before | None = None
) -> tuple[str, int]:
    """Return the status and the SINP level a decision leads to, or refuse."""
    if moderator == author:
        raise Problem("own-observation")
    if (status, decision.verdict) not in LEADS_TO:
        raise Problem("impossible-decision", observation_status=status, verdict=decision.verdict)
    if decision.verdict == "separate" and before is not None:
        return ("submitted", 0) if before.status in WAITING else (before.status, before.level)
    reached = LEADS_TO[status, decision.verdict]
    if reached == "accepted":
        return reached, 1 if decision.certainty == "certain" else 2
    return reached, LEVELS.get(reached, 0)
