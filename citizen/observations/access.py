"""Whose an observation is, and who may look at it."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from citizen.accounts.classes import store as classes
from citizen.accounts.rules import Caller
from citizen.observations import store
from citizen.observations.homes.rules import hides_place
from citizen.observations.tables import Observation
from citizen.observations.visits import store as visits
from citizen.observations.visits.rules import ACCEPTED, MERGED, PUBLISHED, shown
from config.database import Session
from config.problems import Problem
from config.protocols import protocol
from reference.sensitivity.rules import GROUPED, NOTHING, out_of_sight, public_precision


def own(session: Session, uuid: UUID, author: Caller) -> Observation:
    """Find an observation of the caller, or say there is none."""
    found = store.find(session, uuid)
    if found is None or not is_of(session, found, author):
        raise Problem("unknown-observation")
    return found


def is_of(session: Session, found: Observation, person: Caller) -> bool:
    """Whether a person answers for an observation: its author, or the adult of its class."""
    if found.author_id == person.id:
        return True
    return classes.holder_of(session, found.author_id) == person.id


def concerned(session: Session, uuid: UUID, caller: Caller) -> tuple[Observation, str]:
    """Find an observation for its author or a competent moderator; say which of them asks."""
    found = store.find(session, uuid)
    if found is not None and is_of(session, found, caller):
        return found, "author"
    if found is not None and may_decide(found, caller):
        return found, "moderator"
    raise Problem("unknown-observation")


def may_see_again(session: Session, uuid: UUID, protocol: str, author: int) -> Observation | None:
    """Find what an author may say they saw again: their own, or what anyone may know."""
    found = store.find(session, uuid)
    if found is None or found.protocol != protocol:
        return None
    if found.author_id == author and found.status != "withdrawn":
        return found
    return found if is_known(session, found) else None


def is_known(session: Session, found: Observation) -> bool:
    """Whether anyone may know of an observation by itself."""
    if found.status != ACCEPTED or found.level not in PUBLISHED:
        return False
    return visits.precision(session, found) not in {NOTHING, GROUPED}


def may_decide(observation: Observation, caller: Caller) -> bool:
    return caller.may_decide(observation.protocol, observation.group, observation.territory or "")


class Shown(Protocol):
    """A photo, or a sound, as far as it tells who may have it."""

    observation_id: int
    received_at: datetime

    @property
    def is_withheld(self) -> bool: ...


def readable(session: Session, photo: Shown, asking: Caller | None) -> bool:
    """Say whether anyone may see a photo, or hear a sound; refuse who may not."""
    observation = session.get_one(Observation, photo.observation_id)
    if is_public(session, photo, observation):
        return True
    if asking is None or not (
        is_of(session, observation, asking) or may_decide(observation, asking)
    ):
        raise Problem("not-found")
    return False


def is_public(session: Session, photo: Shown, observation: Observation) -> bool:
    """Whether a photo goes with what is published.

    The moderators accepted the observation having seen it, or merged it: one added later waits for
    their next look; and it is shown by itself, not hidden nor only counted with others.
    """
    if not was_decided_on(photo, observation):
        return False
    if observation.status == MERGED:
        members = visits.together(session, observation)
        if not shown(visits.member(one) for one in members):
            return False
    elif observation.status != ACCEPTED:
        return False
    return visits.precision(session, observation) not in {NOTHING, GROUPED}


def was_decided_on(photo: Shown, observation: Observation) -> bool:
    """Whether the moderators decided having seen a photo, and hid it from nobody."""
    if observation.decided_at is None or photo.is_withheld:
        return False
    return photo.received_at <= observation.decided_at


def precision_of(observation: Observation) -> str:
    """How precisely the place of an observation may be shown, were it accepted."""
    return public_precision(
        observation.sensitivity,
        by_cells=protocol(observation.protocol, observation.protocol_version).publication
        == "cells",
        out_of_sight=out_of_sight(observation.answers, is_home=hides_place(observation.home)),
    )
