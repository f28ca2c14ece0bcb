"""Find where else a photo, or one like it, serves."""

from collections.abc import Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from citizen.evidence.repeats.rules import Use, are_alike, bands
from citizen.evidence.repeats.tables import PhotoBand
from citizen.observations.rules import OPEN_STATUSES
from citizen.observations.tables import Observation
from citizen.photos.tables import Photo
from config.engines import insert_once

MOST = 2000  # photos that share a part, the newest, that are compared
TOLD = 200  # observations that wait, the newest, that are told of it


def remember(session: Session, photo: Photo) -> None:
    """Keep the parts by which a photo is found again."""
    for band in bands(photo.fingerprint):
        made = insert_once(session, PhotoBand, ("photo_id", "band"))
        session.execute(made.values(photo_id=photo.id, band=band))


def uses(session: Session, photo: Photo) -> set[Use]:
    """The observations that a photo serves, or one like it; what was withdrawn does not count."""
    sharing = select(PhotoBand.photo_id).where(PhotoBand.band.in_(bands(photo.fingerprint)))
    same = and_(Photo.fingerprint == photo.fingerprint, Photo.sha256 == photo.sha256)
    found = (
        select(Photo.sha256, Photo.fingerprint, Observation.id, Observation.author_id)
        .join(Observation, Observation.id == Photo.observation_id)
        .where(or_(same, Photo.id.in_(sharing)), Observation.status != "withdrawn")
    )
    rows = session.execute(found.order_by(Photo.id.desc()).limit(MOST))
    return {
        Use(number, author)
        for digest, fingerprint, number, author in rows
        if digest == photo.sha256 or are_alike(fingerprint, photo.fingerprint)
    }


def waiting(session: Session, some: set[Use]) -> Sequence[Observation]:
    """Those of them that wait for a decision."""
    numbers = sorted((use.observation for use in some), reverse=True)[:TOLD]
    query = select(Observation).where(
        Observation.id.in_(numbers), Observation.status.in_(OPEN_STATUSES)
    )
    return session.scalars(query.order_by(Observation.id)).all()
