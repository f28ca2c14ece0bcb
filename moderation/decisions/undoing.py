"""Undo a decision just taken: all is as it was before, and nobody was told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from citizen.accounts.rules import Caller
from citizen.observations.tables import Observation
from config import clock, events, recall
from config.database import Session
from config.problems import Problem
from moderation.chain import store as chain
from moderation.decisions import grace, store
from moderation.decisions.tables import Decision
from moderation.opinions import store as opinions
from moderation.queues import store as queues
from moderation.queues.rules import Desk

PLAIN = (
    "status", "level", "held_cd_nom", "ornamental_id", "group", "sensitivity", "sensitivity_rule",
    "sensitivity_chosen", "sensitivity_waived", "automatic",
)  # fmt: skip
INSTANTS = ("decided_at", "sensitivity_set_at", "sensitivity_raised_at")


def kept(session: Session, found: Observation) -> dict[str, Any]:
    """What an observation is before a decision, and where it waits."""
    waits = queues.of(session, found.id)
    told: dict[str, Any] = {name: getattr(found, name) for name in PLAIN}
    for name in INSTANTS:
        instant = getattr(found, name)
        told[name] = instant and instant.isoformat()
    told["part_of"] = found.part_of and str(found.part_of)
    told["desk"] = waits and [waits.organisation, waits.why]
    return told


def undo(session: Session, found: Observation, decision: Decision, by: Caller) -> None:
    """Restore what was before a decision; found: kept to this transaction."""
    told = decision.kept or {}
    refuse_late(session, found, decision, by)
    if not recall.take_back(session, told["event"]):
        raise Problem("too-late-to-undo")
    _restore(found, told)
    queues.leave(session, found.id)
    if told["desk"]:
        queues.put(session, found.id, Desk(*told["desk"]))
    if told.get("opinion"):
        opinions.withdraw(session, told["opinion"])
    decision.undone_at = clock.now()
    events.record(session, "observation.undone", found.uuid, by.id)
    about = {"observation": str(found.uuid), "decision": str(decision.uuid)}
    chain.add(session, "undo", by.id, **about, status=found.status, level=found.level)


def undo_last(session: Session, found: Observation, by: Caller) -> None:
    """Undo the decision that stands on an observation."""
    last = store.last_of(session, found.id)
    if last is None:
        raise Problem("too-late-to-undo")
    undo(session, found, last, by)


def refuse_late(session: Session, found: Observation, decision: Decision, by: Caller) -> None:
    """Refuse who did not take it, what was done since, what may have been told or published."""
    if decision.moderator_id != by.id:
        raise Problem("not-your-decision")
    is_over = clock.now() >= _until(decision)
    last = store.last_of(session, found.id)
    is_followed = last is None or last.id != decision.id or found.turn != decision.turn
    if is_over or is_followed or not decision.kept:
        raise Problem("too-late-to-undo")
    if recall.happened_since(session, "release.begun", decision.taken_at):
        raise Problem("too-late-to-undo")


def _restore(found: Observation, told: Mapping[str, Any]) -> None:
    for name in PLAIN:
        setattr(found, name, told.get(name, False) if name == "automatic" else told[name])
    for name in INSTANTS:
        instant = told[name]
        setattr(found, name, datetime.fromisoformat(instant) if instant else None)
    found.part_of = UUID(told["part_of"]) if told["part_of"] else None
    found.changed_at = clock.now()
    found.turn += 1


def seconds_left(decision: Decision) -> int:
    """How long a decision may still be undone."""
    left = _until(decision) - clock.now()
    return 0 if decision.undone_at or not decision.kept else max(0, int(left.total_seconds()))


def lasting(decision: Decision) -> dict[str, str]:
    """Until when a decision taken now may be undone, as it is kept with it."""
    return {"until": (decision.taken_at + grace.pause()).isoformat()}


def _until(decision: Decision) -> datetime:
    """When it can be undone no more: those taken together last longer."""
    told = (decision.kept or {}).get("until")
    return datetime.fromisoformat(told) if told else decision.taken_at + grace.pause()
