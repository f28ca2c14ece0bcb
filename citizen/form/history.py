"""What became of an observation, for its author: each thing that happened."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from citizen.observations.revisions.rules import Change, shown
from citizen.progress.store import DECIDED
from config.events import Event

# What an author reads of the log; the rest is between machines.
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
    automatic: Mapping[str, Any] | None = None  # the score by which a declared rule decided
    changes: Sequence[Change] = ()  # what a correction changed, or would
    version: int | None = None  # of what its author says, where this made one


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
        automatic=details.get("automatic"),
        words=words,
        cd_nom=details.get("cd_nom"),
        ornamental=details.get("ornamental", ""),
        version=1 if event.name == "observation.submitted" else _version(event),
    )


def _version(event: Event) -> int | None:
    """The version a correction made, at once or once it was accepted."""
    return event.details.get("version") if event.name in MAKES_A_VERSION else None
