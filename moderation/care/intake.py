"""Hide a photo, show it again, report what is shown: by a program or on a page alike."""

from typing import NamedTuple
from uuid import UUID

from citizen.accounts.rules import Caller
from citizen.observations import store as observations
from citizen.observations.access import is_known, is_public, may_decide
from citizen.observations.tables import Observation
from citizen.photos import store as photos
from citizen.photos.tables import Photo
from config import clock, events
from config.database import Session
from config.problems import Problem
from moderation.care import store
from moderation.care.rules import MOST_OPEN
from moderation.care.tables import Report


class Wanted(NamedTuple):
    """How a photo is to stand from now on."""

    is_hidden: bool
    kind: str = "hidden"
    reason: str = ""
    words: str = ""


def find(session: Session, uuid: UUID, digest: str, by: Caller) -> tuple[Observation, Photo]:
    """Find a photo of an observation that a moderator may decide on."""
    found = observations.find(session, uuid)
    if found is None or not may_decide(found, by):
        raise Problem("unknown-observation")
    photo = photos.of_digest(session, found.id, digest)
    if photo is None:
        raise Problem("not-found")
    return found, photo


def tag(session: Session, photo: Photo) -> str:
    """The version of how a photo stands."""
    known = store.hidings(session, photo)
    return f"{photo.uuid}-{len(known)}-{int(photo.is_hidden)}"


def change(session: Session, found: Observation, photo: Photo, wanted: Wanted, by: Caller) -> None:
    """Hide a photo, or show it again, at once and everywhere; its record stays as it is."""
    if found.author_id == by.id:
        raise Problem("own-observation")
    if wanted.is_hidden == photo.is_hidden:
        return
    if wanted.is_hidden:
        store.hide(session, photo, by.id, (wanted.kind, wanted.reason, wanted.words))
        told = {"of_photo": wanted.reason, "kind": wanted.kind, "comment": wanted.words}
        events.record(session, "photo.hidden", found.uuid, by.id, **told)
    else:
        store.show(session, photo, by.id)
        events.record(session, "photo.shown", found.uuid, by.id)
    if found.decided_at is not None:
        found.changed_at = clock.now()


def reported(session: Session, uuid: UUID, name: UUID | None) -> tuple[Observation, Photo | None]:
    """Find what is shown of a record to anyone: nothing else may be reported, nor be guessed."""
    found = observations.find(session, uuid)
    if found is None or not is_known(session, found):
        raise Problem("unknown-observation")
    if name is None:
        return found, None
    photo = photos.of_name(session, name) or photos.of_former_name(session, name)
    if photo is None or photo.observation_id != found.id or not is_public(session, photo, found):
        raise Problem("not-found")
    return found, photo


def report(
    session: Session, uuid: UUID, name: UUID | None, reason: str, words: str
) -> Report | None:
    """Keep what somebody reports; nothing more where as much waits already."""
    found, photo = reported(session, uuid, name)
    if store.count_open(session, found.id) >= MOST_OPEN:
        return None
    return store.report(session, found.id, photo, reason, words)
