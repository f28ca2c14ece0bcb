"""Find what an author may still change of an observation: its present words, and their version."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from citizen.form.history import Happening, happenings
from citizen.observations import intake, store
from citizen.observations.revisions import store as revisions
from citizen.observations.revisions.tables import Proposal
from citizen.observations.rules import DECIDED_STATUSES, OPEN_STATUSES, seen_of, tag
from citizen.observations.tables import Observation
from citizen.photos import store as photos
from citizen.photos.tables import Photo
from config import events
from config.problems import Problem


class Sheet(NamedTuple):
    """What a page of correction is opened on."""

    observation: Observation
    tag: str  # the version its author sees: what is sent binds to it
    before: Mapping[str, Any]  # what they last said: kept, or proposed and not answered yet
    waits: Proposal | None  # what they proposed and nobody answered yet
    there: Sequence[Photo]  # the photos they said they send, once they came
    last: Happening | None  # the last thing that happened

    @property
    def is_open(self) -> bool:
        """Whether a correction is made at once; else it is proposed."""
        return self.observation.status in OPEN_STATUSES

    @property
    def digest(self) -> str:
        return self.waits.digest if self.waits else self.observation.digest


def sheet(session: Session, found: Observation) -> Sheet:
    """Open an observation for its author to change; refuse where nothing can be."""
    intake.refuse_withdrawn(session, found)
    if found.status not in {*OPEN_STATUSES, *DECIDED_STATUSES} or found.emptied_at:
        raise Problem("already-decided", observation_status=found.status)
    waits = revisions.waiting(session, found.id)
    before = waits.content if waits else store.told(found)
    version = waits.version + 1 if waits else found.version
    return Sheet(
        observation=found,
        tag=tag(found.uuid, version, found.turn),
        before=before,
        waits=waits,
        there=_there(session, found, before["photos"]),
        last=_last(session, found),
    )


def _there(session: Session, found: Observation, declared: Sequence[str]) -> list[Photo]:
    known = photos.of_observation(session, found.id)
    return [one for one in known if one.sha256 in declared]


def _last(session: Session, found: Observation) -> Happening | None:
    told = happenings(events.about(session, str(found.uuid)))
    return told[-1] if told else None


def opened(session: Session, found: Observation, seen: str) -> Mapping[str, Any] | None:
    """Find what a page was opened on, by the version it says it saw; None: nobody knows."""
    told = seen_of(seen, found.uuid)
    if told is None:
        return None
    proposed = revisions.of_observation(session, found.id)
    known = {one.version + 1: one.content for one in proposed}
    return (known | revisions.contents(session, found)).get(told.version)
