"""Find what evidence is no longer needed: originals past their time, stale parts, lost files."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import Session

from citizen.observations.tables import Observation
from citizen.photos.rules import part_path
from citizen.photos.tables import Photo, PhotoPart
from citizen.sounds.tables import SoundRow
from config import clock
from config.towns import EVERY_TOWN

BATCH = 200


def forget_originals(session: Session, before: datetime) -> list[str]:
    """Note originals as forgotten whose observation was decided, or withdrawn, before an instant.

    Return their digests, some of them; nothing once none is left. A photo whose copies are not
    made keeps its original.
    """
    is_over = or_(
        Observation.decided_at < before,
        (Observation.status == "withdrawn") & (Observation.changed_at < before),
    )
    due = select(Photo).join(Observation, Observation.id == Photo.observation_id)
    due = due.where(Photo.original_forgotten_at.is_(None), Photo.is_ready.is_(True), is_over)
    photos = session.scalars(due.order_by(Photo.id).limit(BATCH)).all()
    for photo in photos:
        photo.original_forgotten_at = clock.now()
    return [photo.sha256 for photo in photos]


def forget_parts(session: Session, before: datetime) -> list[str]:
    """Forget the rows of uploads that stand still since an instant; return where parts lie."""
    upload = PhotoPart.observation_id, PhotoPart.sha256
    still = select(*upload).group_by(*upload).having(func.max(PhotoPart.received_at) < before)
    stale = select(PhotoPart).where(tuple_(*upload).in_(still)).limit(BATCH)
    parts = session.scalars(stale).all()
    for part in parts:
        session.delete(part)
    return [part_path(part.name) for part in parts]


def wanted_originals(session: Session, digests: Collection[str]) -> set[str]:
    """Which originals a row still needs, in whatever town: the same file is kept once for all."""
    needed = select(Photo.sha256).where(
        Photo.sha256.in_(digests), Photo.original_forgotten_at.is_(None)
    )
    return set(session.scalars(needed, execution_options=EVERY_TOWN))


def wanted_names(session: Session, kind: str, names: Sequence[UUID]) -> set[UUID]:
    """Which files of a kind (copies, parts, sounds) a row knows, in whatever town."""
    column = {"copies": Photo.uuid, "parts": PhotoPart.name, "sounds": SoundRow.uuid}[kind]
    known = select(column).where(column.in_(names))
    return set(session.scalars(known, execution_options=EVERY_TOWN))
