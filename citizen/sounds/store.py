"""Know the sounds of an observation."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from citizen.sounds.rules import Kept, Sound
from citizen.sounds.tables import SoundRow
from config import clock
from config.engines import insert_once


def add(session: Session, observation: int, kept: Kept, sound: Sound) -> bool:
    """Know a sound of an observation under its public name; say whether it is new."""
    made = insert_once(session, SoundRow, ("observation_id", "sha256")).values(
        uuid=kept.name,
        observation_id=observation,
        sha256=kept.digest,
        size=kept.size,
        media_type=sound.media_type,
        kept_size=len(sound.data),
        seconds=sound.seconds,
        received_at=clock.now(),
    )
    return session.scalar(made.returning(SoundRow.id)) is not None


def of_observation(session: Session, observation: int) -> Sequence[SoundRow]:
    known = select(SoundRow).where(SoundRow.observation_id == observation)
    return session.scalars(known.order_by(SoundRow.id)).all()


def of_name(session: Session, name: UUID) -> SoundRow | None:
    return session.scalar(select(SoundRow).where(SoundRow.uuid == name))


def sizes(session: Session, observation: int) -> dict[str, int]:
    """Return the bytes of each sound of an observation as it was sent, by digest."""
    known = select(SoundRow.sha256, SoundRow.size).where(SoundRow.observation_id == observation)
    return dict(session.execute(known).all())
