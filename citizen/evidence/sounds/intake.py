"""Take a sound in, from a phone or from a page, the same way."""

from typing import Any
from uuid import UUID

from citizen.accounts.rules import Caller
from citizen.evidence.intake import taking
from citizen.observations.quotas import store as quotas
from citizen.photos.rules import public_name, sha256
from citizen.sounds import store
from citizen.sounds.cleaning import cleaned
from citizen.sounds.rules import MAX_KEPT, Kept, sound_path
from config import events, files, towns
from config.database import reading, transaction
from config.problems import Problem
from config.protocols import protocol


def keep(uuid: UUID, digest: str, data: bytes, author: Caller) -> tuple[dict[str, Any], int]:
    """Keep the sound alone of what was sent: the file first, the row second."""
    _make_room(uuid, digest, len(data), author)
    if sha256(data) != digest:
        raise Problem("digest-mismatch", received=len(data))
    sound = cleaned(data)
    name = public_name(towns.served(), uuid, digest)
    files.store().keep(sound_path(name, sound.media_type), sound.data)
    with transaction() as session:
        found = taking(session, uuid, author)
        is_new = store.add(session, found.id, Kept(name, digest, len(data)), sound)
        if is_new:
            events.record(session, "sound.received", name, author.id)
    told = {"sha256": digest, "media_type": sound.media_type, "seconds": round(sound.seconds, 2)}
    return told, 201 if is_new else 200


def _make_room(uuid: UUID, digest: str, size: int, author: Caller) -> None:
    """Refuse a sound where none is asked for, or too many came."""
    with reading() as session:
        found = taking(session, uuid, author)
        known = store.sizes(session, found.id)
        if digest in known:
            return
        if not protocol(found.protocol).asks("sound"):
            raise Problem("no-sound-asked")
        if len(known) >= MAX_KEPT:
            raise Problem("too-many-sounds", maximum=MAX_KEPT)
        quotas.count_photo(session, author.id, size)
