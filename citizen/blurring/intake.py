"""Take in what is to be blurred, from a phone or from a page, the same way."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from citizen.accounts.rules import Caller
from citizen.blurring.rules import changes, rounded
from citizen.observations.access import concerned
from citizen.observations.tables import Observation
from citizen.photos import store
from citizen.photos.rules import Area, public_name
from citizen.photos.tables import Photo, PhotoBlur
from config import clock, events, towns
from config.database import Session, transaction
from config.problems import Problem


class Asked(NamedTuple):
    """A photo as one asks for it, and by whom."""

    observation: UUID
    digest: str
    by: Caller


class Found(NamedTuple):
    observation: Observation
    speaks_as: str  # author, moderator
    photo: Photo


def find(session: Session, asked: Asked) -> Found:
    """Find a photo for the author of its observation, or a competent moderator."""
    observation, role = concerned(session, asked.observation, asked.by)
    photo = store.of_digest(session, observation.id, asked.digest)
    if photo is None:
        raise Problem("not-found")
    return Found(observation, role, photo)


def told(session: Session, photo: Photo) -> dict[str, Any]:
    """What is and was blurred in a photo."""
    drawn = store.blurs(session, photo)
    return {"name": photo.uuid, "is_ready": photo.is_ready, "items": drawn, "next": None}


def change(asked: Asked, wanted: Sequence[Area], seen: str | None, why: str = "") -> dict[str, Any]:
    """Blur these rectangles from now on; until its copies are made anew the photo is not shown.

    seen: the name of the photo its caller saw. Only a moderator removes what is blurred.
    """
    with transaction() as session:
        found = find(session, asked)
        store.hold(session, found.photo)
        _same_version(found.photo, seen)
        drawn = [one for one in store.blurs(session, found.photo) if one.removed_at is None]
        added, removed = changes([store.area(one) for one in drawn], wanted)
        gone = [one for one in drawn if rounded(store.area(one)) in removed]
        if gone:
            _may_remove(found)
            _remove(gone, asked.by, why)
        for area in added:
            session.add(_drawn(found, area, asked.by))
        if added or gone:
            _renew(session, found, asked.by)
        session.flush()
        return told(session, found.photo)


def _same_version(photo: Photo, seen: str | None) -> None:
    if seen is None:
        raise Problem("version-needed", etag=str(photo.uuid))
    if seen != str(photo.uuid):
        raise Problem("stale-version", etag=str(photo.uuid))


def _may_remove(found: Found) -> None:
    if found.speaks_as != "moderator":
        raise Problem("blur-kept")
    if found.photo.original_forgotten_at is not None:
        raise Problem("original-forgotten")


def _remove(gone: Sequence[PhotoBlur], by: Caller, why: str) -> None:
    for one in gone:
        one.removed_by, one.removed_at, one.removed_why = by.id, clock.now(), why


def _drawn(found: Found, area: Area, by: Caller) -> PhotoBlur:
    return PhotoBlur(
        photo_id=found.photo.id, drawn_by=by.id, drawn_as=found.speaks_as, drawn_at=clock.now(),
        **area._asdict(),
    )  # fmt: skip


def _renew(session: Session, found: Found, by: Caller) -> None:
    """Give the photo a name that no cache knows; what is published of it changes too."""
    photo, observation = found.photo, found.observation
    name = public_name(towns.served(), observation.uuid, photo.sha256, photo.edition + 1)
    store.rename(session, photo, name)
    if observation.decided_at is not None:
        observation.changed_at = clock.now()
    events.record(session, "photo.blurred", name, by.id)
