"""How long an observation has waited, and what a filled decision form decides."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from citizen.form.rules import Filled, number, one
from moderation.queues.rules import band


class Age(NamedTuple):
    """How long an author has waited: whole days, and how near the end of the promise is."""

    days: int
    band: str  # fresh, waiting, late


def age(received: datetime, due: datetime, now: datetime) -> Age:
    """Say how long an author has waited for an answer, and whether that is what was promised."""
    return Age(max(0, (now - received).days), band(due, now))


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
