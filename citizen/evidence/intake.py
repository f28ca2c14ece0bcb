"""Take a photo in, from a phone or from a page, the same way."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from citizen.accounts.rules import Caller
from citizen.evidence.rules import Conflict, conflicts
from citizen.observations import store as observations
from citizen.observations.access import is_of
from citizen.observations.intake import refuse_withdrawn
from citizen.observations.quotas import store as quotas
from citizen.observations.rules import days
from citizen.observations.tables import Observation
from citizen.photos import store
from citizen.photos.images import examine
from citizen.photos.rules import MAX_KEPT, Sent, original_path, public_name, sha256
from citizen.photos.tables import Photo
from config import events, files, towns
from config.database import Session, reading, transaction
from config.problems import Problem


def keep(uuid: UUID, digest: str, data: bytes, author: Caller) -> tuple[dict[str, Any], int]:
    """Keep a photo: the file first, the row second, so that no row ever lacks its file."""
    _make_room(uuid, digest, len(data), author)
    if sha256(data) != digest:
        raise Problem("digest-mismatch", received=len(data))
    seen = examine(data)
    files.store().keep(original_path(digest), data)
    name = public_name(towns.served(), uuid, digest)
    with transaction() as session:
        found = taking(session, uuid, author)
        is_new = store.add(session, found.id, Sent(name, digest, len(data)), seen)
        if is_new:
            events.record(session, "photo.received", name, author.id)
        missing = observations.missing_photos(session, found)
    if is_new and not files.store().has(original_path(digest)):  # swept at this very instant
        files.store().keep(original_path(digest), data)
    told = {"sha256": digest, "media_type": seen.media_type, "missing_photos": missing}
    return told | {"width": seen.width, "height": seen.height}, 201 if is_new else 200


def _make_room(uuid: UUID, digest: str, size: int, author: Caller) -> None:
    """Refuse a photo beyond those an observation keeps, or its author may send."""
    with reading() as session:
        known = store.digests(session, taking(session, uuid, author).id)
        if digest in known:
            return
        quotas.count_photo(session, author.id, size)
    if len(known) >= MAX_KEPT:
        raise Problem("too-many-photos", maximum=MAX_KEPT)


def taking(session: Session, uuid: UUID, author: Caller) -> Any:
    """Find an observation of the author that takes photos: one that was withdrawn does not."""
    found = observations.owned(session, uuid)
    if found is None or not is_of(session, found, author):
        # a phone may send it once the observation is there: as if it were nobody's
        raise Problem("observation-first")
    refuse_withdrawn(session, found)
    return found


def conflicts_of(found: Observation, photos: Sequence[Photo]) -> dict[UUID, list[Conflict]]:
    """What each photo says against its observation."""
    told = conflicts(
        photos, days(found.observed_text, found.time_precision), observations.place(found),
        found.accuracy_m,
    )  # fmt: skip
    return {photo.uuid: [one for one in told if one.photo == photo.uuid] for photo in photos}
