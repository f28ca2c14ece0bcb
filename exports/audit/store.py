"""What the audit asks of a world's own database."""

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from citizen.observations.tables import Observation
from citizen.photos.tables import Photo
from config.events import Event


def hide(session: Session, uuid: UUID, digest: str) -> None:
    """Hide a photo of an observation, as a moderator does."""
    of = select(Observation.id).where(Observation.uuid == uuid).scalar_subquery()
    found = update(Photo).where(Photo.observation_id == of, Photo.sha256 == digest)
    session.execute(found.values(is_hidden=True))


def rename(session: Session, uuid: UUID, digest: str, name: UUID) -> None:
    """Give a photo that just came a name of both worlds: its own is made of its bytes."""
    of = select(Observation.id).where(Observation.uuid == uuid).scalar_subquery()
    photo = session.scalars(
        select(Photo).where(Photo.observation_id == of, Photo.sha256 == digest)
    ).one()
    news = update(Event).where(Event.name == "photo.received", Event.subject == str(photo.uuid))
    session.execute(news.values(subject=str(name)))
    photo.uuid = name
