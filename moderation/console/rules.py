"""How long an observation has waited, and what a filled decision form decides."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from citizen.form.rules import Filled, number, one

FRESH, LATE = 2, 7  # days: up to two is prompt, beyond a week is too long


class Age(NamedTuple):
    """How long an author has waited: whole days, and how that looks."""

    days: int
    band: str  # fresh, waiting, late


def age(received: datetime, now: datetime) -> Age:
    """Say how long an author has waited for an answer."""
    days = max(0, (now - received).days)
    return Age(days, "fresh" if days <= FRESH else "waiting" if days <= LATE else "late")


class Wanted(NamedTuple):
    """The part of the queue a moderator looks at: a protocol, a mark; all when they are empty."""

    protocol: str = ""
    part: str = ""  # of queues.rules.PARTS

    @property
    def query(self) -> dict[str, Any]:
        """The query that asks for the same part again."""
        return {name: value for name, value in self._asdict().items() if value}


class Option(NamedTuple):
    """A verdict as the page offers it: acceptance is two, by its certainty."""

    verdict: str
    certainty: str = "certain"


OPTIONS: Mapping[str, Option] = {
    "certain": Option("accept"),
    "probable": Option("accept", "probable"),
    "doubt": Option("doubt"),
    "reject": Option("reject"),
    "ask": Option("ask"),
    "second-opinion": Option("second-opinion"),
    "abstain": Option("abstain"),
    "unassessable": Option("unassessable"),
    "duplicate": Option("duplicate"),
    "separate": Option("separate"),
}
MERGING = ("certain", "probable", "duplicate")  # options that listen to which one it is of


NAMING = ("accept", "doubt")  # verdicts that hold the name ticked on the page


def decision(filled: Filled, named: dict[str, Any], comment: str) -> dict[str, Any]:
    """The decision a form tells, as the API takes it; what was left empty is left out.

    comment: for the author, a ready answer in it.

    A name that was written counts with any verdict; one that is ticked, perhaps by us, does not.
    """
    chosen = one(filled, "option")
    verdict = OPTIONS[chosen].verdict if chosen in OPTIONS else ""
    is_named = bool(named) and (verdict in NAMING or bool(one(filled, "name")))
    told: dict[str, Any] = {
        "reason": one(filled, f"reason/{chosen}"),
        "comment": comment,
        "sensitivity": number(one(filled, "sensitivity")),
        "sensitivity_reason": one(filled, "sensitivity_reason"),
        "taxon": named if is_named else "",
        "of": one(filled, "of") if chosen in MERGING else "",
        **(OPTIONS[chosen]._asdict() if chosen in OPTIONS else {}),
    }
    return {name: value for name, value in told.items() if value != ""}
