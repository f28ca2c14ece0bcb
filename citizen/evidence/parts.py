"""Take a photo or a sound in by parts: a network may break off at any byte, and go on from there.

Each part is kept as a file, then as a row; when the last has come, the whole is taken in as if it
had been sent at once, and the parts are forgotten. The digest closes: what does not have it begins
anew.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from citizen.accounts.rules import Caller
from citizen.evidence import intake
from citizen.observations.access import own
from citizen.photos import store
from citizen.photos.rules import MAX_ARRIVING, MAX_BYTES, MAX_PARTS, Part, part_path
from citizen.photos.tables import PhotoPart
from config import files
from config.database import Session, reading, transaction
from config.problems import Problem

Whole = tuple[dict[str, Any], int]
REMEMBERED = 200  # photos of which no length was told, and how far their digest came
_hashed: dict[tuple[UUID, ...], Any] = {}


class Kind(NamedTuple):
    """What may come in parts: how the whole is kept, and which wholes an observation has."""

    keep: Callable[[UUID, str, bytes, Caller], Whole]
    sizes: Callable[[Session, int], dict[str, int]]  # digest → bytes, as it was sent


PHOTOS = Kind(intake.keep, store.sizes)


class Arriving(NamedTuple):
    """A photo, or a sound, that comes in parts."""

    observation: UUID
    digest: str
    length: int | None = None  # bytes of the whole, when the phone tells
    kind: Kind = PHOTOS


def arrived(photo: Arriving, author: Caller) -> int:
    """Say how many bytes of a photo arrived: all of it, its first parts, or none."""
    with reading() as session:
        found = own(session, photo.observation, author)
        whole = photo.kind.sizes(session, found.id).get(photo.digest)
        return end(store.parts(session, found.id, photo.digest)) if whole is None else whole


def end(parts: Sequence[PhotoPart]) -> int:
    return sum(part.size for part in parts)


def take(photo: Arriving, start: int, data: bytes, author: Caller) -> int | Whole:
    """Take the next part; return how many bytes arrived, or the whole photo once it is there."""
    if start + len(data) > MAX_BYTES:
        raise Problem("too-large")
    part = Part(uuid4(), len(data))
    files.store().keep(part_path(part.name), data)
    try:
        parts = _add(photo, start, part, author)
    except Problem:
        files.store().forget(part_path(part.name))
        raise
    if photo.length is not None and end(parts) < photo.length:
        return end(parts)
    if _is_whole(parts, photo.digest):
        return _whole(photo, parts, author)
    if photo.length is not None:
        forget(photo, author)
        raise Problem("digest-mismatch", received=end(parts))
    return end(parts)


def _add(photo: Arriving, start: int, part: Part, author: Caller) -> Sequence[PhotoPart]:
    with transaction() as session:
        found = intake.taking(session, photo.observation, author)
        parts = store.parts(session, found.id, photo.digest)
        if photo.digest in photo.kind.sizes(session, found.id) or start != end(parts):
            raise Problem("wrong-offset", offset=end(parts))
        if not parts and len(store.arriving(session, found.id)) >= MAX_ARRIVING:
            raise Problem("too-many-photos", maximum=MAX_ARRIVING)
        if len(parts) >= MAX_PARTS:
            raise Problem("too-many-parts", maximum=MAX_PARTS)
        if not store.add_part(session, found.id, photo.digest, start, part):
            raise Problem("wrong-offset", offset=end(parts))
        return store.parts(session, found.id, photo.digest)


def _is_whole(parts: Sequence[PhotoPart], digest: str) -> bool:
    """Whether these parts are all: told by the digest, which goes on from the part before."""
    *before, last = parts
    key = tuple(part.name for part in before)
    hashed = _hashed.pop(key, None) or _digest_of(before)
    hashed.update(files.store().read(part_path(last.name)))
    if hashed.hexdigest() == digest:
        return True
    if len(_hashed) >= REMEMBERED:
        _hashed.clear()
    _hashed[(*key, last.name)] = hashed
    return False


def _digest_of(parts: Sequence[PhotoPart]) -> Any:
    hashed = sha256()
    for part in parts:
        hashed.update(files.store().read(part_path(part.name)))
    return hashed


def _whole(photo: Arriving, parts: Sequence[PhotoPart], author: Caller) -> Whole:
    """Take the photo in; refused or not, its parts have served."""
    data = b"".join(files.store().read(part_path(part.name)) for part in parts)
    try:
        return photo.kind.keep(photo.observation, photo.digest, data, author)
    finally:
        forget(photo, author)


def forget(photo: Arriving, author: Caller) -> None:
    """Forget the parts of a photo: the rows, then the files."""
    with transaction() as session:
        found = own(session, photo.observation, author)
        parts = store.parts(session, found.id, photo.digest)
        for part in parts:
            session.delete(part)
    for part in parts:
        files.store().forget(part_path(part.name))
