"""What became of an observation, for its author: its state, and each thing that happened."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from statistics import median
from types import MappingProxyType
from typing import Any, NamedTuple

from citizen.observations.revisions.rules import Change, shown
from citizen.observations.tables import Observation
from config.events import Event

# What an author reads of the log; the rest is between machines.
DECIDED = {f"observation.{what}" for what in (
    "accepted", "doubtful", "rejected", "unassessable", "duplicate", "separated", "questioned",
)}  # fmt: skip
SENT = {f"observation.{what}" for what in (
    "submitted", "corrected", "withdrawn", "reconsidered", "signed", "unsigned", "rerouted",
)}  # fmt: skip
TOLD = DECIDED | SENT | {"message.author", "message.moderator", "observation.named"}
TOLD |= {"observation.sensitivity-changed", "observation.told-apart"}
TOLD |= {"observation.proposed", "photo.hidden", "photo.shown"}
TOLD |= {f"observation.correction-{answer}" for answer in ("accepted", "declined")}

MAKES_A_VERSION = {"observation.corrected", "observation.correction-accepted"}


class Happening(NamedTuple):
    """A thing that happened: when, what, and the words that came with it."""

    at: datetime
    what: str
    reason: str = ""  # a code of the moderators' catalogue
    words: str = ""
    cd_nom: int | None = None
    ornamental: str = ""  # its name
    changes: Sequence[Change] = ()  # what a correction changed, or would
    version: int | None = None  # of what its author says, where this made one


def state(observation: Observation, published_as_of: datetime | None) -> str:
    """Name the state of an observation for its author.

    published_as_of: up to when the last release of its dataset knows what changed.
    """
    if observation.status == "submitted":
        return "waiting" if observation.turn else "received"
    is_out = published_as_of is not None and observation.changed_at <= published_as_of
    if observation.status == "accepted" and is_out:
        return "published"
    return observation.status


def happenings(
    events: Iterable[Event], changed: Mapping[int, Sequence[Change]] = MappingProxyType({})
) -> list[Happening]:
    """Tell the log of an observation, oldest first, without names; changed: by event."""
    return [
        _told(event, event.details)._replace(changes=shown(changed.get(event.id, ())))
        for event in events
        if event.name in TOLD and "undone" not in event.details
    ]


def _told(event: Event, details: Mapping[str, Any]) -> Happening:
    words = details.get("body") or details.get("comment") or details.get("why") or ""
    return Happening(
        at=event.happened_at,
        what=event.name,
        reason=details.get("reason", ""),
        words=words,
        cd_nom=details.get("cd_nom"),
        ornamental=details.get("ornamental", ""),
        version=1 if event.name == "observation.submitted" else _version(event),
    )


def _version(event: Event) -> int | None:
    """The version a correction made, at once or once it was accepted."""
    return event.details.get("version") if event.name in MAKES_A_VERSION else None


def usual_days(delays: Iterable[tuple[datetime, datetime]]) -> int | None:
    """How many days an answer takes as a rule, from (received, decided); nothing if none came."""
    known = [(decided - received).total_seconds() / 86400 for received, decided in delays]
    return max(1, round(median(known))) if known else None
