"""Know the photos of an observation."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.photos.images import Examined
from citizen.photos.rules import Part, Sent
from citizen.photos.tables import Photo, PhotoPart
from config import clock
from config.engines import insert_once


def add(session: Session, observation: int, sent: Sent, seen: Examined) -> bool:
    """Know a photo of an observation under its public name; say whether it is new."""
    made = insert_once(session, Photo, ("observation_id", "sha256")).values(
        uuid=sent.name,
        observation_id=observation,
        sha256=sent.digest,
        media_type=seen.media_type,
        size=sent.size,
        width=seen.width,
        height=seen.height,
        received_at=clock.now(),
        **seen.evidence._asdict(),
    )
    return session.scalar(made.returning(Photo.id)) is not None


def add_part(session: Session, observation: int, digest: str, start: int, part: Part) -> bool:
    """Know a part of a photo that arrives; say whether it is new at its place."""
    made = insert_once(session, PhotoPart, ("observation_id", "sha256", "start")).values(
        observation_id=observation, sha256=digest, start=start, received_at=clock.now(),
        **part._asdict(),
    )  # fmt: skip
    return session.scalar(made.returning(PhotoPart.id)) is not None


def parts(session: Session, observation: int, digest: str) -> Sequence[PhotoPart]:
    """Return the parts that arrived of a photo, in their order."""
    arrived = select(PhotoPart).where(
        PhotoPart.observation_id == observation, PhotoPart.sha256 == digest
    )
    return session.scalars(arrived.order_by(PhotoPart.start)).all()


def arriving(session: Session, observation: int) -> set[str]:
    """Return the digests of the photos of which only parts arrived."""
    begun = select(PhotoPart.sha256).where(PhotoPart.observation_id == observation)
    return set(session.scalars(begun.distinct()))


def digests(session: Session, observation: int) -> set[str]:
    return set(session.scalars(select(Photo.sha256).where(Photo.observation_id == observation)))


def digests_of(session: Session, observations: Sequence[int]) -> dict[int, set[str]]:
    """Return the digests received for each of several observations, in one query."""
    found: dict[int, set[str]] = {number: set() for number in observations}
    received = select(Photo.observation_id, Photo.sha256)
    for number, digest in session.execute(received.where(Photo.observation_id.in_(observations))):
        found[number].add(digest)
    return found


def of_observation(session: Session, observation: int) -> Sequence[Photo]:
    known = select(Photo).where(Photo.observation_id == observation)
    return session.scalars(known.order_by(Photo.id)).all()


def of_name(session: Session, name: UUID) -> Photo | None:
    return session.scalar(select(Photo).where(Photo.uuid == name))
