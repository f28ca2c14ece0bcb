"""Know the photos of an observation."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.photos.images import Examined
from citizen.photos.rules import public_name
from citizen.photos.tables import Photo
from config import clock
from config.engines import insert_once


def add(
    session: Session, observation: tuple[int, UUID], digest: str, size: int, seen: Examined
) -> bool:
    """Know a photo of an observation (its row, its identifier); say whether it is new."""
    row, uuid = observation
    made = insert_once(session, Photo, ("observation_id", "sha256")).values(
        uuid=public_name(uuid, digest),
        observation_id=row,
        sha256=digest,
        media_type=seen.media_type,
        size=size,
        width=seen.width,
        height=seen.height,
        received_at=clock.now(),
    )
    return session.scalar(made.returning(Photo.id)) is not None


def digests(session: Session, observation: int) -> set[str]:
    return set(session.scalars(select(Photo.sha256).where(Photo.observation_id == observation)))


def of_observation(session: Session, observation: int) -> Sequence[Photo]:
    known = select(Photo).where(Photo.observation_id == observation)
    return session.scalars(known.order_by(Photo.id)).all()


def of_name(session: Session, name: UUID) -> Photo | None:
    return session.scalar(select(Photo).where(Photo.uuid == name))
