"""Take an observation in: from a phone, from a page, from an inventory, all the same way."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from citizen.observations import store
from citizen.observations.rules import OPEN_STATUSES, Submission, faults, tag
from citizen.observations.tables import Observation
from config import clock, events
from config.database import Session, reading
from config.places import Fault
from config.problems import Problem
from config.protocols import protocol
from reference.taxa import store as taxa
from reference.taxa.rules import group_told


def examined(submission: Submission) -> tuple[Submission, str]:
    """Refuse a sending that cannot be kept, telling all its faults at once; name its group."""
    asked = protocol(submission.protocol)
    wrong, group = faults(submission, asked, clock.now()), group_told(submission.answers)
    if submission.taxon.cd_nom is not None:
        with reading() as session:
            taxon = taxa.of_cd_nom(session, submission.taxon.cd_nom)
        if taxon is None:
            wrong.append(Fault("/taxon/cd_nom", "unknown-cd-nom"))
        else:
            group = taxon.group
    if wrong:
        raise Problem("invalid-content", faults=wrong)
    return replace(submission, protocol_version=asked.version), group


def keep(
    session: Session, uuid: UUID, submission: Submission, author: int, **told: Any
) -> tuple[Observation, bool]:
    """Keep a sending and say whether it is new; refuse another content, a withdrawn one."""
    found, is_new = store.keep(session, uuid, submission, author, **told)
    if is_new:
        events.record(session, "observation.submitted", uuid, author)
        return found, True
    if found.author_id != author:
        raise Problem("other-content")
    if found.status == "withdrawn":
        raise Problem("withdrawn")
    return found, False


def correct(
    session: Session, found: Observation, new: Submission, group: str, seen: str | None
) -> None:
    """Replace a content by another; `seen` is the tag of the version its author saw."""
    hold(session, found)
    current = tag(found.uuid, found.version, found.turn)
    if seen is None:
        raise Problem("other-content", etag=current)
    if seen != current:
        raise Problem("stale-version", etag=current)
    if found.status not in OPEN_STATUSES:
        raise Problem("already-decided", observation_status=found.status)
    store.correct(session, found, new)
    found.group = group
    events.record(session, "observation.corrected", found.uuid, found.author_id)


def withdraw(session: Session, found: Observation) -> None:
    """Withdraw an observation: it will be published no more."""
    hold(session, found)
    if found.status == "withdrawn":
        return
    found.status, found.changed_at = "withdrawn", clock.now()
    found.turn += 1
    events.record(session, "observation.withdrawn", found.uuid, found.author_id)


def hold(session: Session, found: Observation) -> None:
    """Keep an observation to this transaction: of two changes at once, one waits, then sees."""
    session.refresh(found, with_for_update=True)
