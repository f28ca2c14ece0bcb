"""Take a photo in, from a phone or from a page, the same way."""

from typing import Any
from uuid import UUID

from citizen.accounts.rules import Caller
from citizen.observations import store as observations
from citizen.observations.access import own
from citizen.photos import store
from citizen.photos.images import examine
from citizen.photos.rules import original_path, public_name, sha256
from config import events, files
from config.database import reading, transaction
from config.problems import Problem


def keep(uuid: UUID, digest: str, data: bytes, author: Caller) -> tuple[dict[str, Any], int]:
    """Keep a photo: the file first, the row second, so that no row ever lacks its file."""
    with reading() as session:
        own(session, uuid, author)
    if sha256(data) != digest:
        raise Problem("digest-mismatch", received=len(data))
    seen = examine(data)
    files.store().keep(original_path(digest), data)
    with transaction() as session:
        found = own(session, uuid, author)
        is_new = store.add(session, (found.id, uuid), digest, len(data), seen)
        if is_new:
            events.record(session, "photo.received", public_name(uuid, digest), author.id)
        missing = observations.missing_photos(session, found)
    told = {"sha256": digest, "media_type": seen.media_type, "missing_photos": missing}
    return told | {"width": seen.width, "height": seen.height}, 201 if is_new else 200
