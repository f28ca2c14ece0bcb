"""Know the photos of an observation."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from citizen.photos.images import Examined
from citizen.photos.rules import Area, Part, Sent
from citizen.photos.tables import FormerName, GoneName, Photo, PhotoBlur, PhotoPart
from config import clock, towns
from config.database import ask
from config.engines import insert_once, inserts_once

ADDED = {
    engine: made.returning(Photo.id)
    for engine, made in inserts_once(Photo.__table__, ("observation_id", "sha256")).items()
}
RECEIVED = select(Photo.observation_id, Photo.sha256).where(
    Photo.observation_id.in_(bindparam("observations", expanding=True)), towns.is_served(Photo)
)


def add(session: Session, observation: int, sent: Sent, seen: Examined) -> bool:
    """Know a photo of an observation under its public name; say whether it is new."""
    row = {
        "uuid": sent.name,
        "observation_id": observation,
        "sha256": sent.digest,
        "media_type": seen.media_type,
        "size": sent.size,
        "width": seen.width,
        "height": seen.height,
        "received_at": clock.now(),
        **seen.evidence._asdict(),
    }
    return bool(ask(session, ADDED[session.get_bind().dialect.name], row))


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
    return digests_of(session, [observation])[observation]


def sizes(session: Session, observation: int) -> dict[str, int]:
    """Return the bytes of each photo of an observation as it was sent, by digest."""
    known = select(Photo.sha256, Photo.size).where(Photo.observation_id == observation)
    return dict(session.execute(known).all())


def digests_of(session: Session, observations: Sequence[int]) -> dict[int, set[str]]:
    """Return the digests received for each of several observations, in one query."""
    found: dict[int, set[str]] = {number: set() for number in observations}
    for one in ask(session, RECEIVED, {"observations": [*observations]}) if observations else ():
        found[one.observation_id].add(one.sha256)
    return found


def of_observation(session: Session, observation: int) -> Sequence[Photo]:
    known = select(Photo).where(Photo.observation_id == observation)
    return session.scalars(known.order_by(Photo.id)).all()


def there(session: Session, observation: int) -> Sequence[Photo]:
    """Return the photos of an observation that its author did not take back."""
    return [one for one in of_observation(session, observation) if one.left_at is None]


def declare(
    session: Session, observation: int, before: Sequence[str], now: Sequence[str]
) -> None:  # fmt: skip
    """Leave out the photos that a correction declares no more; take back in those it does again."""
    for one in of_observation(session, observation):
        if one.sha256 in now:
            one.left_at = None
        elif one.sha256 in before:
            one.left_at = clock.now()


READY = (
    select(
        Photo.observation_id, Photo.uuid, Photo.received_at, Photo.is_hidden.label("is_withheld")
    )
    .where(Photo.observation_id.in_(bindparam("observations", expanding=True)))
    .where(Photo.is_ready.is_(True), Photo.left_at.is_(None), towns.is_served(Photo))
    .order_by(Photo.id)
)


def ready(session: Session, observations: Sequence[int]) -> Sequence[Any]:
    """Return what tells who may see the photos of some observations that can be shown."""
    if not observations:
        return ()
    return ask(session, READY, {"observations": [*observations]})


def of_name(session: Session, name: UUID) -> Photo | None:
    return session.scalar(select(Photo).where(Photo.uuid == name))


def of_digest(session: Session, observation: int, digest: str) -> Photo | None:
    known = select(Photo).where(Photo.observation_id == observation, Photo.sha256 == digest)
    return session.scalar(known)


def of_former_name(session: Session, name: UUID) -> Photo | None:
    """Find the photo that was public under a name until its blurs changed."""
    known = select(Photo).join(FormerName, FormerName.photo_id == Photo.id)
    return session.scalar(known.where(FormerName.uuid == name))


def former_names(session: Session, photo: Photo) -> Sequence[UUID]:
    """Return the names a photo had before its present one, the last first."""
    known = select(FormerName.uuid).where(FormerName.photo_id == photo.id)
    return session.scalars(known.order_by(FormerName.id.desc())).all()


def rename(session: Session, photo: Photo, name: UUID) -> None:
    """Give a photo its next public name: until its copies are made anew, none is shown."""
    session.add(FormerName(uuid=photo.uuid, photo_id=photo.id))
    photo.uuid, photo.is_ready = name, False
    photo.edition += 1


def hold(session: Session, photo: Photo) -> None:
    """Keep a photo to this transaction: of two changes at once, one waits, then sees."""
    session.refresh(photo, with_for_update=True)


def blurs(session: Session, photo: Photo) -> Sequence[PhotoBlur]:
    """Return the rectangles ever drawn on a photo, in their order, the removed ones too."""
    drawn = select(PhotoBlur).where(PhotoBlur.photo_id == photo.id)
    return session.scalars(drawn.order_by(PhotoBlur.id)).all()


def areas(session: Session, photo: Photo) -> list[Area]:
    """Return what is blurred in a photo now."""
    return [area(one) for one in blurs(session, photo) if one.removed_at is None]


def area(blur: PhotoBlur) -> Area:
    return Area(blur.x, blur.y, blur.width, blur.height)


def say_gone(session: Session, names: Sequence[UUID]) -> None:
    """Remember names of photos and sounds that were published and must be no more."""
    for name in names:
        made = insert_once(session, GoneName, ("town_id", "uuid"))
        session.execute(made.values(uuid=name, gone_at=clock.now()))


def is_gone(session: Session, name: UUID) -> bool:
    """Whether something was published under a name that must be public no more."""
    known = select(GoneName.id).where(GoneName.uuid == name)
    return session.scalar(known.limit(1)) is not None


def leading(session: Session, names: Sequence[UUID]) -> set[UUID]:
    """Return which names lead to a photo that was only blurred since."""
    known = select(FormerName.uuid).join(Photo, Photo.id == FormerName.photo_id)
    shown = known.where(FormerName.uuid.in_(names), Photo.is_hidden.is_(False))
    return set(session.scalars(shown.where(Photo.left_at.is_(None))))
